using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

public sealed class RequestTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private async Task<(HttpStatusCode Status, JsonObject Problem)> SendAsync(HttpRequestMessage request, TestApi? api = null)
    {
        using var http = await HttpAsync(api ?? _api);
        using var response = await http.SendAsync(request);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["status"]!.GetValue<int>().ShouldBe((int)response.StatusCode);
        return (response.StatusCode, problem);
    }

    private static string Code(JsonObject problem) => problem["code"]!.GetValue<string>();

    private static string Field(JsonObject problem) => problem["errors"]!.AsArray().ShouldHaveSingleItem()!["field"]!.GetValue<string>();

    [Fact]
    public async Task A_change_needs_the_version_it_was_made_on()
    {
        var path = $"/v1/organizations/{await OrganizationAsync(_api)}";

        var (without, missing) = await SendAsync(Patch(path, """{"name":"X"}""", null));
        var (old, stale) = await SendAsync(Patch(path, """{"name":"X"}""", "\"7\""));

        (without, Code(missing)).ShouldBe((HttpStatusCode.PreconditionRequired, "if-match-required"));
        (old, Code(stale)).ShouldBe((HttpStatusCode.PreconditionFailed, "version-mismatch"));
    }

    [Fact]
    public async Task Unknown_parameters_and_members_are_refused_by_name()
    {
        var organization = await OrganizationAsync(_api);

        var (query, parameter) = await SendAsync(new(HttpMethod.Get, $"/v1/organizations/{organization}/debtors?fiscalcode=x"));
        var (post, member) = await SendAsync(Post($"/v1/organizations/{organization}/units", """{"code":"A","name":"A","colour":"red"}"""));
        var (patch, patched) = await SendAsync(Patch($"/v1/organizations/{organization}", """{"colour":"red"}""", "\"1\""));

        (query, Field(parameter)).ShouldBe((HttpStatusCode.BadRequest, "fiscalcode"));
        post.ShouldBe(HttpStatusCode.BadRequest);
        member.ToJsonString().ShouldContain("colour");
        patch.ShouldBe(HttpStatusCode.BadRequest);
        patched.ToJsonString().ShouldContain("colour");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("isActive=perhaps", "isActive")]
    public async Task A_malformed_parameter_is_named(string query, string field)
    {
        var (status, problem) = await SendAsync(new(HttpMethod.Get, $"/v1/organizations/{await OrganizationAsync(_api)}/ibans?{query}"));

        (status, Field(problem)).ShouldBe((HttpStatusCode.BadRequest, field));
    }

    [Fact]
    public async Task A_json_body_over_one_mebibyte_is_too_large()
    {
        var organization = await OrganizationAsync(_api);

        var (status, problem) = await SendAsync(Post($"/v1/organizations/{organization}/units", $$"""{"code":"A","name":"{{new string('x', 1024 * 1024)}}"}"""));

        (status, Code(problem)).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "body-too-large"));
    }

    [Fact]
    public async Task Texts_the_database_cannot_hold_are_refused_and_do_not_break()
    {
        var organization = await OrganizationAsync(_api);

        var (body, inBody) = await SendAsync(Post($"/v1/organizations/{organization}/units", """{"code":"A","name":"a\u0000b"}"""));
        var (query, inQuery) = await SendAsync(new(HttpMethod.Get, $"/v1/organizations/{organization}/debtors?q=a%00b"));

        (body, Code(inBody)).ShouldBe((HttpStatusCode.BadRequest, "malformed-text"));
        (query, Code(inQuery)).ShouldBe((HttpStatusCode.BadRequest, "malformed-text"));
    }

    [Fact]
    public async Task What_the_framework_refuses_has_a_problem_body_too()
    {
        var organization = await OrganizationAsync(_api);

        (await SendAsync(new(HttpMethod.Get, "/v1/nothing"))).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(HttpStatusCode.NotFound), a => Code(a.Problem).ShouldBe("no-such-path"));
        (await SendAsync(new(HttpMethod.Delete, $"/v1/organizations/{organization}/units"))).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.MethodNotAllowed), a => Code(a.Problem).ShouldBe("method-not-allowed"));
        (await SendAsync(new(HttpMethod.Post, $"/v1/organizations/{organization}/units") { Content = new StringContent("code=A") })).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType), a => Code(a.Problem).ShouldBe("unsupported-media-type"));
    }

    [Fact]
    public async Task Too_many_requests_are_told_how_long_to_wait()
    {
        await using var api = await TestApi.StartAsync(("PagoDigitale:RateLimit:PerClientPerMinute", "3"));
        using var http = await HttpAsync(api);
        var answers = new List<HttpResponseMessage>();
        // A window may end in the middle: in seven requests one of two windows has more than three.
        for (var i = 0; i < 7; i++)
            answers.Add(await http.GetAsync("/v1/organizations"));

        answers[0].Headers.GetValues("RateLimit-Limit").ShouldBe(["3"]);
        answers[0].Headers.GetValues("RateLimit-Remaining").ShouldBe(["2"]);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        refused.Headers.GetValues("RateLimit-Remaining").ShouldBe(["0"]);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("rate-limited");
    }
}
