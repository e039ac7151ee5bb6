using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Positions;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>
/// Null is no value of the contract: it is neither taken for absent nor called a wrong type, and what is missing is named.
/// </summary>
public sealed class NullMemberTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private const string Whole = """
        {"externalId":"E","serviceCode":"MENSA","unitCode":"TRIBUTI","description":"Mensa",
         "isDraft":false,"validFrom":"2026-01-01","metadata":{},
         "debtor":{"type":"F","fiscalCode":"RSSMRA80A01H501U","name":"Mario Rossi","email":"a@b.example"},
         "paymentOptions":[{"description":"Unica","instalments":[{"amountCents":10000,"dueDate":"2099-01-01","validUntil":"2099-01-01",
           "transfers":[{"amountCents":10000,"iban":"IT60X0542811101000000123456",
             "allocations":[{"accertamentoYear":2026,"accertamentoNumber":"117","amountCents":10000}]}]}]}]}
        """;

    [Theory]
    [InlineData("externalId")]
    [InlineData("serviceCode")]
    [InlineData("unitCode")]
    [InlineData("description")]
    [InlineData("isDraft")]
    [InlineData("validFrom")]
    [InlineData("metadata")]
    [InlineData("debtor")]
    [InlineData("debtor.type")]
    [InlineData("debtor.fiscalCode")]
    [InlineData("debtor.email")]
    [InlineData("paymentOptions")]
    [InlineData("paymentOptions[0].description")]
    [InlineData("paymentOptions[0].instalments")]
    [InlineData("paymentOptions[0].instalments[0].amountCents")]
    [InlineData("paymentOptions[0].instalments[0].dueDate")]
    [InlineData("paymentOptions[0].instalments[0].transfers")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].amountCents")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].iban")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].allocations[0].accertamentoYear")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].allocations[0].accertamentoNumber")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].allocations[0].amountCents")]
    public async Task A_null_is_refused_by_name(string field)
    {
        var (status, error) = await CreateAsync(body => Parent(body, field)[Name(field)] = null);

        status.ShouldBe(HttpStatusCode.BadRequest);
        error.ShouldBe((field, "null-not-allowed", "may not be null"));
    }

    [Theory]
    [InlineData("serviceCode")]
    [InlineData("debtor.type")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].amountCents")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].allocations[0].accertamentoYear")]
    public async Task A_member_that_is_missing_is_named(string field)
    {
        var (status, error) = await CreateAsync(body => Parent(body, field).Remove(Name(field)));

        status.ShouldBe(HttpStatusCode.BadRequest);
        error.ShouldBe((field, "missing", "is required"));
    }

    [Theory]
    [InlineData("debtor.type", "\"X\"", "must be one of F, G")]
    [InlineData("debtor.type", "\"f\"", "must be one of F, G")]
    [InlineData("paymentOptions[0].instalments[0].amountCents", "\"100\"", "must be a whole number")]
    [InlineData("paymentOptions[0].instalments[0].amountCents", "10.5", "must be a whole number")]
    [InlineData("paymentOptions[0].instalments[0].dueDate", "\"31/12/2099\"", "must be a day like")]
    public async Task A_value_of_another_type_is_called_so(string field, string value, string message)
    {
        var (status, error) = await CreateAsync(body => Parent(body, field)[Name(field)] = JsonNode.Parse(value));

        status.ShouldBe(HttpStatusCode.BadRequest);
        (error.Field, error.Code).ShouldBe((field, "malformed-json"));
        error.Message.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("paymentOptions")]
    [InlineData("paymentOptions[0].instalments")]
    [InlineData("paymentOptions[0].instalments[0].metadata")]
    [InlineData("paymentOptions[0].instalments[0].transfers")]
    [InlineData("paymentOptions[0].instalments[0].transfers[0].allocations")]
    public async Task A_null_in_a_list_is_refused_by_its_place(string field)
    {
        var (status, error) = await CreateAsync(body => Parent(body, field)[Name(field)] = new JsonArray([null]));

        status.ShouldBe(HttpStatusCode.BadRequest);
        error.ShouldBe((field + "[0]", "null-not-allowed", "may not be null"));
    }

    [Fact]
    public async Task Nulls_in_lists_are_told_beside_other_nulls()
    {
        var scene = await fixture.SceneAsync();
        using var http = await HttpAsync(scene.Api);
        var body = (JsonObject)JsonNode.Parse(Whole)!;
        body["paymentOptions"]![0]!["instalments"]!.AsArray().Add(null);
        body["paymentOptions"]!.AsArray().Add(null);
        body["description"] = null;
        using var created = await http.SendAsync(Post($"/v1/organizations/{scene.Organization}/positions", body.ToJsonString()));

        (created.StatusCode, await FieldsAsync(created)).ShouldBe(
            (HttpStatusCode.BadRequest, "description, paymentOptions[0].instalments[1], paymentOptions[1]")
        );

        var position = await scene.CreateAsync();
        var path = $"/v1/organizations/{scene.Organization}/positions/{position.Id}";
        using var changed = await http.SendAsync(Patch(path, """{"description":null,"instalments":[null]}""", "\"1\""));
        (changed.StatusCode, await FieldsAsync(changed)).ShouldBe((HttpStatusCode.BadRequest, "description, instalments[0]"));
    }

    [Fact]
    public async Task A_label_that_is_null_is_refused()
    {
        var (status, error) = await CreateAsync(body => body["metadata"] = new JsonObject { ["k"] = null });

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        error.ShouldBe(("metadata.k", "null-not-allowed", "may not be null"));
    }

    [Fact]
    public async Task In_a_change_null_removes_what_may_be_removed_and_nothing_else()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(30);
        var position = await scene.CreateAsync(input);
        var path = $"/v1/organizations/{scene.Organization}/positions/{position.Id}";
        using var http = await HttpAsync(scene.Api);
        var id = PositionScene.Instalment(position).Id;

        (await SendAsync(http, Patch(path, $$"""{"instalments":[{"id":"{{id}}","amountCents":null}]}""", "\"1\""))).Error.ShouldBe(
            ("instalments[0].amountCents", "null-not-allowed", "may not be null")
        );
        (await SendAsync(http, Patch(path, """{"instalments":[{"amountCents":1}]}""", "\"1\""))).Error.ShouldBe(
            ("instalments[0].id", "missing", "is required")
        );
        using var removed = await http.SendAsync(Patch(path, $$"""{"instalments":[{"id":"{{id}}","dueDate":null}]}""", "\"1\""));

        removed.StatusCode.ShouldBe(HttpStatusCode.OK);
        PositionScene.Instalment(await scene.ReadAsync(position)).DueDate.ShouldBeNull();
    }

    [Theory]
    [InlineData("description")]
    [InlineData("instalments")]
    public async Task In_a_change_null_of_what_always_has_a_value_is_refused(string member)
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        using var http = await HttpAsync(scene.Api);

        var (status, error) = await SendAsync(
            http,
            Patch($"/v1/organizations/{scene.Organization}/positions/{position.Id}", $$"""{"{{member}}":null}""", "\"1\"")
        );

        (status, error).ShouldBe((HttpStatusCode.BadRequest, (member, "null-not-allowed", "may not be null")));
        (await scene.ReadAsync(position)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task In_a_change_null_of_an_unknown_member_is_refused()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        using var http = await HttpAsync(scene.Api);

        var (status, error) = await SendAsync(
            http,
            Patch($"/v1/organizations/{scene.Organization}/positions/{position.Id}", """{"colour":null}""", "\"1\"")
        );

        (status, error).ShouldBe((HttpStatusCode.BadRequest, ("colour", "malformed-json", "is not a member of this body")));
    }

    [Fact]
    public async Task In_a_change_labels_are_removed_one_by_one_or_all()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.Metadata = new Dictionary<string, string>
        {
            ["a"] = "1",
            ["b"] = "2",
            ["c"] = "3",
        };
        var position = await scene.CreateAsync(input);
        var path = $"/v1/organizations/{scene.Organization}/positions/{position.Id}";
        using var http = await HttpAsync(scene.Api);

        using var one = await http.SendAsync(Patch(path, """{"metadata":{"b":null}}""", "\"1\""));
        one.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await scene.ReadAsync(position)).Metadata.Keys.Order().ShouldBe(["a", "c"]);
        using var all = await http.SendAsync(Patch(path, """{"metadata":null}""", "\"2\""));
        all.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await scene.ReadAsync(position)).Metadata.ShouldBeEmpty();
    }

    private async Task<(HttpStatusCode Status, (string Field, string Code, string Message) Error)> CreateAsync(Action<JsonObject> spoil)
    {
        var scene = await fixture.SceneAsync();
        using var http = await HttpAsync(scene.Api);
        var body = (JsonObject)JsonNode.Parse(Whole)!;
        spoil(body);
        return await SendAsync(http, Post($"/v1/organizations/{scene.Organization}/positions", body.ToJsonString()));
    }

    private static async Task<(HttpStatusCode Status, (string Field, string Code, string Message) Error)> SendAsync(
        HttpClient http,
        HttpRequestMessage request
    )
    {
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var errors = JsonNode.Parse(text)!["errors"]!.AsArray();
        errors.Count.ShouldBe(1, text);
        return (
            response.StatusCode,
            (errors[0]!["field"]!.GetValue<string>(), errors[0]!["code"]!.GetValue<string>(), errors[0]!["message"]!.GetValue<string>())
        );
    }

    private static async Task<string> FieldsAsync(HttpResponseMessage response) =>
        string.Join(
            ", ",
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!
                .AsArray()
                .Where(e => e!["code"]!.ToString() == "null-not-allowed")
                .Select(e => e!["field"]!.ToString())
                .Order(StringComparer.Ordinal)
        );

    private static string Name(string field) => field[(field.LastIndexOf('.') + 1)..];

    /// <summary>The object that holds the member.</summary>
    private static JsonObject Parent(JsonObject body, string field)
    {
        JsonNode at = body;
        foreach (var step in field.Split('.')[..^1])
            at = step.EndsWith("[0]", StringComparison.Ordinal) ? at[step[..^3]]![0]! : at[step]!;
        return (JsonObject)at;
    }
}
