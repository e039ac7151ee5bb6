using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>If-Match as RFC 9110 §13.1.1 has it; every resource here is at version 1.</summary>
public sealed class IfMatchTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"7\", \"1\"")]
    [InlineData("W/\"7\" , \"1\"")]
    public async Task A_change_of_the_current_version_is_made(string ifMatch) =>
        (await PatchAsync(ifMatch)).Status.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("\"7\"")]
    [InlineData("\"7\", \"8\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"\"")]
    public async Task A_change_of_another_version_is_refused(string ifMatch) =>
        (await PatchAsync(ifMatch)).ShouldBe((HttpStatusCode.PreconditionFailed, "version-mismatch", ""));

    [Theory]
    [InlineData("1")]
    [InlineData("*")]
    [InlineData("\"1\", *")]
    [InlineData("\"1")]
    [InlineData("\"1\" \"2\"")]
    public async Task What_is_no_tag_of_a_version_is_refused_by_name(string ifMatch) =>
        (await PatchAsync(ifMatch)).ShouldBe((HttpStatusCode.BadRequest, "invalid-parameter", "If-Match"));

    [Fact]
    public async Task A_change_needs_the_version_it_was_made_on() =>
        (await PatchAsync(null)).ShouldBe((HttpStatusCode.PreconditionRequired, "if-match-required", ""));

    private async Task<(HttpStatusCode Status, string Code, string Field)> PatchAsync(string? ifMatch)
    {
        using var http = await HttpAsync(one.Api);
        using var response = await http.SendAsync(
            Patch($"/v1/organizations/{await OrganizationAsync(one.Api)}", """{"name":"X"}""", ifMatch)
        );
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (
            response.StatusCode,
            body["code"]?.GetValue<string>() ?? "",
            body["errors"]?.AsArray().SingleOrDefault()?["field"]?.GetValue<string>() ?? ""
        );
    }
}
