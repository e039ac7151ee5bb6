using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>
/// Texts that hold what nobody sees are refused wherever they come: one rule for every body. What is not printed may be in any script.
/// </summary>
public sealed class HiddenCharacterTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\n")]
    [InlineData("\\t")]
    [InlineData("\\u007f")]
    [InlineData("\\u0085")]
    [InlineData("\\u200b")]
    [InlineData("\\u202e")]
    [InlineData("\\u2064")]
    [InlineData("\\ufeff")]
    [InlineData("\\u00ad")]
    [InlineData("\\u3164")]
    [InlineData("\\udb40\\udc41")]
    [InlineData("\u200b")]
    [InlineData("\ufeff")]
    [InlineData("\U000E0041")]
    public async Task A_name_with_a_character_nobody_sees_is_refused(string hidden)
    {
        var (status, field, code) = await PostAsync("units", $$"""{"code":"A","name":"Mario{{hidden}} Rossi"}""");

        (status, field, code).ShouldBe((HttpStatusCode.UnprocessableEntity, "name", "hidden-character"));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00 x")]
    public async Task Half_of_a_surrogate_pair_is_refused(string half)
    {
        var (status, field, _) = await PostAsync("units", $$"""{"code":"A","name":"Mario{{half}}"}""");

        (status, field).ShouldBe((HttpStatusCode.BadRequest, "name"));
    }

    [Fact]
    public async Task The_place_is_told_however_deep_it_is()
    {
        var (_, inside, _) = await PostAsync(
            "debtors",
            """
            {"type":"F","fiscalCode":"ANONIMO","name":"X",
             "address":{"street":"Via\u200bRoma","postalCode":"57100","city":"Livorno","country":"IT"}}
            """
        );
        var (_, inList, _) = await PostAsync(
            "accertamenti/batch",
            """
            {"items":[{"year":2026,"number":"1","chapter":"3.100","description":"a"},
                      {"year":2026,"number":"2","chapter":"3.100","description":"\u202eb"}]}
            """
        );

        (inside, inList).ShouldBe(("address.street", "items[1].description"));
    }

    [Fact]
    public async Task A_change_is_looked_at_too()
    {
        using var http = await HttpAsync(one.Api);
        using var response = await http.SendAsync(
            Patch($"/v1/organizations/{await OrganizationAsync(one.Api)}", """{"name":"A\u200bB"}""", "\"1\"")
        );

        (response.StatusCode, (await ErrorAsync(response)).Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "name"));
    }

    [Fact]
    public async Task A_change_with_half_of_a_surrogate_pair_is_refused()
    {
        using var http = await HttpAsync(one.Api);
        using var response = await http.SendAsync(
            Patch($"/v1/organizations/{await OrganizationAsync(one.Api)}", """{"name":"A\ud800"}""", "\"1\"")
        );

        (response.StatusCode, (await ErrorAsync(response)).Field).ShouldBe((HttpStatusCode.UnprocessableEntity, "name"));
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%E2%80%8B")]
    public async Task A_filter_is_looked_at_too(string hidden)
    {
        using var http = await HttpAsync(one.Api);
        using var response = await http.GetAsync($"/v1/organizations/{await OrganizationAsync(one.Api)}/debtors?q=a{hidden}b");

        (response.StatusCode, (await ErrorAsync(response)).Field).ShouldBe((HttpStatusCode.BadRequest, "q"));
    }

    [Theory]
    [InlineData("Niccolò dell'Àquila – «Caffè» €")]
    [InlineData("Ђорђе Ąžuolas 李")]
    [InlineData("Casa \\ud83c\\udfe0")]
    public async Task Whatever_can_be_read_is_taken(string name)
    {
        using var http = await HttpAsync(one.Api);
        using var response = await http.SendAsync(
            Post($"/v1/organizations/{await OrganizationAsync(one.Api)}/units", $$"""{"code":"A","name":"{{name}}"}""")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private async Task<(HttpStatusCode Status, string Field, string Code)> PostAsync(string path, string json)
    {
        using var http = await HttpAsync(one.Api);
        using var response = await http.SendAsync(Post($"/v1/organizations/{await OrganizationAsync(one.Api)}/{path}", json));
        var (field, code) = await ErrorAsync(response);
        return (response.StatusCode, field, code);
    }

    private static async Task<(string Field, string Code)> ErrorAsync(HttpResponseMessage response)
    {
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        return (error["field"]!.GetValue<string>(), error["code"]!.GetValue<string>());
    }
}
