using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

public sealed class RequestTests(ListeningApi one) : IClassFixture<ListeningApi>
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

    /// <summary>Bytes that are no UTF-8, and escapes of half a surrogate pair: as a name, and as a text.</summary>
    [Theory]
    [InlineData("POST", "positions", "{\"\\ud800\":1}", "body")]
    [InlineData("POST", "positions", "{\"ÿ\":1}", "body")]
    [InlineData("POST", "positions", "{\"debtor\":{\"\\udc00\":1}}", "debtor")]
    [InlineData("POST", "positions", "{\"amountCents\":\"x\",\"description\":\"ÿ\"}", "description")]
    [InlineData("POST", "reversali", "{\"\\ud800\":1}", "body")]
    [InlineData("PATCH", "", "{\"\\ud800\":1}", "body")]
    [InlineData("PATCH", "", "{\"name\":\"\\ud800\"}", "name")]
    public async Task What_no_reader_can_read_is_refused_by_its_place(string method, string path, string body, string field)
    {
        var organization = await OrganizationAsync(_api);
        using var request = new HttpRequestMessage(new(method), $"/v1/organizations/{organization}/{path}".TrimEnd('/'))
        {
            Content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new("application/json");
        if (method == "PATCH")
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");

        var (status, problem) = await SendAsync(request);

        ((int)status).ShouldBeOneOf(400, 422);
        Field(problem).ShouldBe(field);
    }

    /// <summary>A probe may send what it likes; it gets the whole answer.</summary>
    [Fact]
    public async Task Parts_are_given_only_where_there_are_any()
    {
        using var http = _api.Http();
        using var ready = await http.GetAsync("/health/ready?fields=zzz");

        (await ready.Content.ReadAsStringAsync()).ShouldContain("status");
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_told_as_one()
    {
        using var http = _api.Http();
        using var form = new StringContent("client_id=%00&client_secret=x&grant_type=client_credentials");
        form.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var refused = await http.PostAsync("/v1/oauth/token", form);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldNotContain("JSON");
    }

    [Theory]
    [InlineData("POST", "units")]
    [InlineData("PATCH", "")]
    [InlineData("POST", "positions")]
    public async Task A_body_that_is_empty_is_one_thing_that_is_missing(string method, string path)
    {
        var target = $"/v1/organizations/{await OrganizationAsync(_api)}/{path}".TrimEnd('/');

        var (status, problem) = await SendAsync(method == "POST" ? Post(target, "") : Patch(target, "", "\"1\""));

        (status, Field(problem)).ShouldBe((HttpStatusCode.BadRequest, "body"));
    }

    [Theory]
    [InlineData("units")]
    [InlineData("positions")]
    [InlineData("flows")]
    [InlineData("rendicontazioni")]
    public async Task No_body_at_all_is_a_body_that_is_missing_not_a_wrong_media_type(string path)
    {
        var (status, problem) = await SendAsync(new(HttpMethod.Post, $"/v1/organizations/{await OrganizationAsync(_api)}/{path}"));

        (status, Field(problem)).ShouldBe((HttpStatusCode.BadRequest, "body"));
        problem["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("missing");
    }

    [Fact]
    public async Task A_body_that_does_not_say_what_it_is_is_told_so()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());

        var (status, problem) = await SendAsync(
            new(HttpMethod.Post, $"/v1/organizations/{await OrganizationAsync(_api)}/units") { Content = content }
        );

        status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        problem["detail"]!.GetValue<string>().ShouldEndWith("the request has no Content-Type.");
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

        var request = Post($"/v1/organizations/{organization}/units", $$"""{"code":"A","name":"{{new string('x', 1024 * 1024)}}"}""");
        // The refusal comes before the body is sent: who still sends when the connection is closed may never read it.
        request.Headers.ExpectContinue = true;

        var (status, problem) = await SendAsync(request);

        (status, Code(problem)).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "body-too-large"));
    }

    [Fact]
    public async Task What_the_framework_refuses_has_a_problem_body_too()
    {
        var organization = await OrganizationAsync(_api);

        (await SendAsync(new(HttpMethod.Get, "/v1/nothing"))).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.NotFound),
            a => Code(a.Problem).ShouldBe("no-such-path")
        );
        (await SendAsync(new(HttpMethod.Delete, $"/v1/organizations/{organization}/units"))).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.MethodNotAllowed),
            a => Code(a.Problem).ShouldBe("method-not-allowed")
        );
        (
            await SendAsync(new(HttpMethod.Post, $"/v1/organizations/{organization}/units") { Content = new StringContent("code=A") })
        ).ShouldSatisfyAllConditions(
            a => a.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType),
            a => Code(a.Problem).ShouldBe("unsupported-media-type")
        );
    }

    [Theory]
    [InlineData("DELETE", "units", "GET, HEAD, POST")]
    [InlineData("PUT", "debtors", "GET, HEAD, POST")]
    [InlineData("POST", "ledger/trial-balance", "GET, HEAD")]
    [InlineData("HEAD", "bank-statement-previews", "POST")]
    public async Task A_method_that_a_path_does_not_take_is_refused_with_those_it_takes(string method, string path, string allowed)
    {
        using var http = await HttpAsync(_api);
        using var response = await http.SendAsync(
            new(new(method), $"/v1/organizations/{await OrganizationAsync(_api)}/{path}") { Content = method == "HEAD" ? null : Json("{}") }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", response.Content.Headers.Allow.Order()).ShouldBe(allowed);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        if (method == "HEAD")
            return;
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"method-not-allowed\"");
    }

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/json")]
    [InlineData("application/problem+json")]
    public async Task A_body_is_JSON_in_UTF_8_and_nothing_like_it(string contentType)
    {
        var post = new HttpRequestMessage(HttpMethod.Post, $"/v1/organizations/{await OrganizationAsync(_api)}/units")
        {
            Content = new ByteArrayContent("""{"code":"A","name":"A"}"""u8.ToArray()),
        };
        post.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var (status, problem) = await SendAsync(post);

        status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        problem["detail"]!
            .GetValue<string>()
            .ShouldBe($"Send the body as application/json in UTF-8 (Content-Type), not as '{contentType}'.");
    }

    [Theory]
    [InlineData("text/json")]
    [InlineData("application/merge-patch+json; charset=windows-1252")]
    public async Task A_change_is_a_merge_patch_in_UTF_8_and_nothing_like_it(string contentType)
    {
        var patch = Patch($"/v1/organizations/{await OrganizationAsync(_api)}", """{"name":"X"}""", "\"1\"");
        patch.Content!.Headers.Remove("Content-Type");
        patch.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var (status, problem) = await SendAsync(patch);

        status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        problem["detail"]!.GetValue<string>().ShouldStartWith("Send the body as application/merge-patch+json or application/json in UTF-8");
    }

    [Theory]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("Application/JSON")]
    public async Task The_media_type_may_be_spelt_as_the_standard_allows(string contentType)
    {
        using var http = await HttpAsync(_api);
        using var content = new ByteArrayContent("""{"code":"A","name":"A"}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await http.PostAsync($"/v1/organizations/{await OrganizationAsync(_api)}/units", content);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("isActive=true&isActive=true", "isActive")]
    public async Task A_parameter_that_comes_twice_is_refused_by_name(string query, string field)
    {
        var (status, problem) = await SendAsync(new(HttpMethod.Get, $"/v1/organizations/{await OrganizationAsync(_api)}/ibans?{query}"));

        (status, Field(problem)).ShouldBe((HttpStatusCode.BadRequest, field));
        problem["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("repeated-parameter");
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
