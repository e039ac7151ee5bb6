using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Platform.Security;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Requests nobody sends by mistake: each gets a clear refusal, never a 500.</summary>
public sealed class HostileRequestTests(ListeningApi one) : IClassFixture<ListeningApi>
{
    [Theory]
    [InlineData("grant_type=client_credentials&client_id=%00&client_secret=x", HttpStatusCode.BadRequest)]
    [InlineData("grant_type=client_credentials&client_id=test-admin&client_secret=%00", HttpStatusCode.BadRequest)]
    [InlineData("long-key", HttpStatusCode.BadRequest)]
    [InlineData("many-keys", HttpStatusCode.BadRequest)]
    public async Task A_token_request_that_is_garbage_is_refused(string form, HttpStatusCode expected)
    {
        using var http = one.Api.Http();
        var body = form switch
        {
            "long-key" => new string('x', 5_000),
            "many-keys" => string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"a{i}=1")),
            _ => form,
        };
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await http.PostAsync("/v1/oauth/token", content);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("allocations?day=9999-12-31")]
    [InlineData("receipts?paidFrom=0001-01-01")]
    [InlineData("flows?createdTo=9999-12-31")]
    [InlineData("bank-statements?createdFrom=0001-01-01")]
    public async Task A_day_at_the_edge_of_time_is_refused(string query)
    {
        using var http = await AdminAsync();
        var organization = await Registry.OrganizationAsync(one.Api);

        using var response = await http.GetAsync($"/v1/organizations/{organization}/{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("date-implausible");
    }

    [Theory]
    [InlineData("{\"fiscalCode\":\"01234567897\",\"name\":\"A\",\"name\":\"B\"}", "is there twice")]
    [InlineData("{\"fiscalCode\":\"01234567897\",\"Name\":\"A\"}", "name")]
    [InlineData("{\"fiscalCode\":1,\"name\":\"A\"}", "must be a text")]
    public async Task A_body_whose_members_are_ambiguous_or_wrong_is_refused_without_a_word_about_our_types(string body, string said)
    {
        using var http = await AdminAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await http.PostAsync("/v1/organizations", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain(said);
        text.ShouldNotContain("System.");
        text.ShouldNotContain("PagoDigitale.Api");
    }

    /// <summary>What is quoted of a request is shortened: the contract, to which each exchange is held, bounds every text.</summary>
    [Theory]
    [InlineData("organizations?limit={0}", "invalid-parameter")]
    [InlineData("organizations?cursor={0}", "invalid-cursor")]
    [InlineData("organizations?{0}=1", "invalid-parameter")]
    [InlineData("organizations?{0}=1&{0}=2", "invalid-parameter")]
    [InlineData("organizations?{0}=", "invalid-parameter")]
    [InlineData("organizations/{0}", "organization-not-found")]
    [InlineData("organizations/{org}/flows?state={0}", "invalid-parameter")]
    [InlineData("organizations/{org}/flows/{0}", "flow-not-found")]
    [InlineData("organizations/{org}/services/{0}", "service-not-found")]
    [InlineData("organizations/{org}/notices/{0}", "notice-not-found")]
    [InlineData("{0}", "no-such-path")]
    public async Task A_long_value_is_quoted_shortened(string target, string code)
    {
        using var http = await AdminAsync();
        var organization = await Registry.OrganizationAsync(one.Api);
        foreach (var value in LongValues())
        {
            using var response = await http.GetAsync($"/v1/{target.Replace("{0}", value).Replace("{org}", organization)}");

            var text = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).ShouldBeInRange(400, 499, text);
            JsonNode.Parse(text)!["code"]!.ToString().ShouldBe(code);
        }
    }

    [Fact]
    public async Task Where_it_happened_is_an_address_however_it_is_cut()
    {
        using var http = await AdminAsync();
        foreach (var shift in Enumerable.Range(0, 12))
        {
            var path = $"/v1/{new string('x', shift)}{string.Concat(Enumerable.Repeat("%F0%9F%98%80", 100))}";
            using var response = await http.GetAsync(path);

            var instance = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["instance"]!.ToString();
            instance.Length.ShouldBeInRange(510, 512);
            path.ShouldStartWith(instance);
            Uri.IsWellFormedUriString(instance, UriKind.Relative).ShouldBeTrue(instance);
        }
    }

    [Fact]
    public async Task A_long_media_type_and_a_long_member_are_quoted_shortened()
    {
        using var http = await AdminAsync();
        using var typed = new ByteArrayContent("{}"u8.ToArray());
        typed.Headers.TryAddWithoutValidation("Content-Type", $"application/{new string('x', 3_000)}");
        using var member = new StringContent($"{{\"{new string('x', 3_000)}\":1}}", Encoding.UTF8, "application/json");

        using var ofType = await http.PostAsync("/v1/organizations", typed);
        using var ofMember = await http.PostAsync("/v1/organizations", member);

        ofType.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        ofMember.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("scope")]
    [InlineData("grant_type")]
    [InlineData("client_id")]
    [InlineData("client_secret")]
    [InlineData("{0}")]
    public async Task A_long_value_in_a_token_request_is_quoted_shortened(string name)
    {
        using var http = one.Api.Http();
        foreach (var value in new[] { new string('x', 3_000), $"x{string.Concat(Enumerable.Repeat("\U0001F600", 500))}" })
        {
            var form = new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = TestApi.AdminClientId,
                ["client_secret"] = TestApi.AdminSecret,
            };
            form[name.Replace("{0}", value)] = value;
            using var response = await http.PostAsync("/v1/oauth/token", new FormUrlEncodedContent(form));

            ((int)response.StatusCode).ShouldBeLessThan(500);
        }
    }

    /// <summary>Of letters, of letters that are two characters each, and of many pieces.</summary>
    private static IEnumerable<string> LongValues() =>
        [
            new string('x', 3_000),
            string.Concat(Enumerable.Repeat("%F0%9F%98%80", 250)),
            $"x{string.Concat(Enumerable.Repeat("%F0%9F%98%80", 250))}",
            string.Concat(Enumerable.Repeat("x,", 1_500)),
        ];

    [Fact]
    public async Task Answers_are_kept_by_no_cache()
    {
        using var http = await AdminAsync();

        using var list = await http.GetAsync("/v1/organizations");
        using var status = await http.GetAsync("/status");

        list.Headers.CacheControl!.NoStore.ShouldBeTrue();
        status.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(60));
    }

    private async Task<HttpClient> AdminAsync() =>
        one.Api.Http(
            await one
                .Api.Services.GetRequiredService<AccessTokens>()
                .IssueAsync(TestApi.AdminClientId, Scopes.All, ["*"], CancellationToken.None)
        );

    [Theory]
    [InlineData("GET", "/v1/%zz", "", 404, "no-such-path")]
    [InlineData("GET", "/v1/organizations/%ff", "", 403, "organization-not-allowed")]
    [InlineData("GET", "/v1/organizations/%E2%80%8B", "", 403, "organization-not-allowed")]
    [InlineData("POST", "/v1/organizations", "Idempotency-Key: caff\u00e8", 422, "validation-failed")]
    [InlineData("POST", "/v1/organizations", "Idempotency-Key: caff\u00c3\u00a8", 422, "validation-failed")]
    [InlineData("POST", "/v1/organizations", "X-Anything: caff\u00e8", 201, "")]
    public async Task Bytes_that_are_no_text_are_answered_with_a_problem(
        string method,
        string target,
        string header,
        int status,
        string code
    )
    {
        var body = method == "POST" ? $$"""{"fiscalCode":"{{Registry.NewCode()}}","name":"Ente"}""" : "";

        var answer = await ExchangeAsync(
            $"{method} {target} HTTP/1.1\r\nHost: api\r\nConnection: close\r\n"
                + $"Authorization: Bearer {await TokenAsync(method == "POST" ? "*" : "01234567897")}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n"
                + $"{(header.Length > 0 ? header + "\r\n" : "")}\r\n{body}"
        );

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        if (status >= 400)
            answer.ShouldContain("Content-Type: application/problem+json");
        answer.ShouldContain(code);
    }

    /// <summary>What the web server cannot make a request of never reaches us (specs/architecture.md).</summary>
    [Theory]
    [InlineData("GET /v1/organizations/a%00b HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/organizations HTTP/1.1\r\nHost: api\r\nConnection: close\r\nIdempotency-Key: a\0b\r\n\r\n")]
    public async Task What_is_no_request_is_refused_by_the_server_itself(string request) =>
        (await ExchangeAsync(request)).ShouldStartWith("HTTP/1.1 400 ");

    /// <summary>Byte for byte, each character being one.</summary>
    private async Task<string> ExchangeAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(one.Api.BaseAddress.Host, one.Api.BaseAddress.Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Of the platform, when the request makes an organization; of one organization, when it names one.</summary>
    private Task<string> TokenAsync(params string[] organizations) =>
        one
            .Api.Services.GetRequiredService<AccessTokens>()
            .IssueAsync(TestApi.AdminClientId, Scopes.All, organizations, CancellationToken.None);
}
