using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Features.OAuth;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.OAuth;

public sealed class IssueTokenTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private static string Form(string secret, string rest = "") =>
        $"grant_type=client_credentials&client_id={TestApi.AdminClientId}&client_secret={secret}{rest}";

    [Theory]
    [InlineData("client_id=a&client_secret=b", 400, "invalid_request")]
    [InlineData("grant_type=password&client_id=a&client_secret=b", 400, "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=nobody&client_secret=b", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=a&client_id=b&client_secret=b", 400, "invalid_request")]
    public async Task A_refusal_is_a_problem_and_an_OAuth_error_at_once(string form, int status, string error)
    {
        using var http = _api.Http();
        using var response = await SendAsync(http, form);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        body["error"]!.GetValue<string>().ShouldBe(error);
        body["code"]!.GetValue<string>().ShouldBe(error.Replace('_', '-'));
        body["error_description"]!.GetValue<string>().ShouldNotBeEmpty();
        response.Headers.WwwAuthenticate.Select(h => h.Scheme).ShouldBe(status == 401 ? ["Basic"] : []);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_scope_the_client_does_not_have_is_named_in_the_characters_OAuth_allows()
    {
        using var http = _api.Http();
        using var response = await SendAsync(http, Form(TestApi.AdminSecret, "&scope=" + Uri.EscapeDataString("\"è\\")));

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (response.StatusCode, body["error"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "invalid_scope"));
        body["error_description"]!.GetValue<string>().ShouldBe("scope '???' is not a scope of this client.");
        body["detail"]!.GetValue<string>().ShouldBe("scope '\"è\\' is not a scope of this client.");
    }

    [Fact]
    public async Task A_token_is_given_for_credentials_in_the_form_and_in_the_header()
    {
        using var http = _api.Http();
        using var form = await SendAsync(http, Form(TestApi.AdminSecret));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestApi.AdminClientId}:{TestApi.AdminSecret}"))
        );
        using var header = await SendAsync(http, "grant_type=client_credentials");

        (form.StatusCode, header.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_token_has_the_scopes_that_were_asked_for_and_no_other()
    {
        var organization = await Registry.OrganizationAsync(_api);
        using var http = _api.Http();
        using var response = await SendAsync(http, Form(TestApi.AdminSecret, "&scope=organizations:read"));

        var token = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (token["scope"]!.GetValue<string>(), token["token_type"]!.GetValue<string>()).ShouldBe(("organizations:read", "Bearer"));
        token["expires_in"]!.GetValue<int>().ShouldBe(900);
        using var bearer = _api.Http(token["access_token"]!.GetValue<string>());
        using var granted = await bearer.GetAsync($"/v1/organizations/{organization}");
        using var refused = await bearer.GetAsync($"/v1/organizations/{organization}/services");
        (granted.StatusCode, refused.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_client_put_out_of_use_is_not_known_any_more()
    {
        var made = await _api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Partner",
                Scopes = ["organizations:read"],
                Organizations = ["*"],
            }
        );
        await _api.Admin.Clients.ChangeAsync(made.ClientId, 1, new ApiClientChange { IsActive = false });
        using var client = _api.Client(made.ClientId, made.ClientSecret);

        (await Should.ThrowAsync<PagoDigitaleUnauthorizedException>(() => client.Organizations.ListAsync())).Code.ShouldBe(
            "invalid-client"
        );
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    public async Task Another_body_than_a_form_is_refused(string contentType)
    {
        using var http = _api.Http();
        using var response = await SendAsync(http, Form(TestApi.AdminSecret), contentType);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Send the body as application/x-www-form-urlencoded in UTF-8");
    }

    [Fact]
    public async Task A_form_over_the_limit_is_refused()
    {
        await using var api = await TestApi.ListenAsync();
        using var http = api.Http();
        // Refused before it is sent: who still sends when the connection is closed may never read why.
        http.DefaultRequestHeaders.ExpectContinue = true;
        using var response = await SendAsync(http, $"grant_type={new string('x', 1024 * 1024)}");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_SDK_tells_the_refusal_of_the_token_endpoint()
    {
        using var client = _api.Client("nobody", "wrong");

        var refusal = await Should.ThrowAsync<PagoDigitaleUnauthorizedException>(() => client.Organizations.ListAsync());

        refusal.Code.ShouldBe("invalid-client");
    }

    [Fact]
    public async Task Who_guesses_secrets_waits_and_nobody_else_does()
    {
        await using var api = await TestApi.ListenAsync();
        using var guesser = api.Http();
        for (var i = 0; i < FailedAttempts.Max; i++)
            using (var wrong = await SendAsync(guesser, Form($"wrong{i}")))
                wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var right = await SendAsync(guesser, Form(TestApi.AdminSecret));
        using var otherClient = await SendAsync(guesser, Form("x").Replace(TestApi.AdminClientId, "another", StringComparison.Ordinal));
        using var elsewhere = From("127.0.0.2", api.BaseAddress);
        using var owner = await SendAsync(elsewhere, Form(TestApi.AdminSecret));

        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        right.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), FailedAttempts.Window);
        (await right.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"too-many-attempts\"");
        otherClient.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        owner.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_right_secret_in_between_begins_the_count_anew()
    {
        await using var api = await TestApi.ListenAsync();
        using var http = api.Http();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < FailedAttempts.Max - 1; i++)
                (await SendAsync(http, Form("wrong"))).Dispose();
            using var right = await SendAsync(http, Form(TestApi.AdminSecret));
            right.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    /// <summary>The count is looked at before the secret is: whoever sends all guesses at one moment must gain nothing by it.</summary>
    [Fact]
    public async Task Of_wrong_secrets_sent_at_once_ten_are_told_to_be_wrong()
    {
        const int guesses = 300;
        await using var api = await TestApi.ListenAsync();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = guesses }) { BaseAddress = api.BaseAddress };
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable
            .Range(0, guesses)
            .Select(async i =>
            {
                await start.Task;
                using var response = await SendAsync(http, Form($"wrong-{i}"));
                return response.StatusCode;
            })
            .ToList();

        start.SetResult();
        var statuses = await Task.WhenAll(all);

        statuses.Count(s => s == HttpStatusCode.Unauthorized).ShouldBe(FailedAttempts.Max);
        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(guesses - FailedAttempts.Max);
        using var right = await SendAsync(http, Form(TestApi.AdminSecret));
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static HttpClient From(string address, Uri server) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, ct) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, ct);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = server,
        };

    private static Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        string form,
        string contentType = "application/x-www-form-urlencoded"
    )
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return http.PostAsync("/v1/oauth/token", content);
    }
}
