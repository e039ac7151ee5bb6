using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Keys = PagoDigitale.Platform.Security.SigningKeys;

namespace PagoDigitale.Api.Tests.OAuth;

/// <summary>A token that was verified is known, and all that may end it ends it nevertheless.</summary>
public sealed class VerifiedTokensTests(OneApi one) : IClassFixture<OneApi>, IAsyncLifetime
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly HandClock _clock = new();
    private TestApi _api = null!;

    public async Task InitializeAsync() => _api = await TestApi.BesideAsync(one.Api, _clock);

    public async Task DisposeAsync() => await _api.DisposeAsync();

    private Keys Keys => _api.Services.GetRequiredService<Keys>();

    private VerifiedTokens Verified => _api.Services.GetRequiredService<VerifiedTokens>();

    [Fact]
    public async Task A_token_that_is_known_ends_when_it_says()
    {
        var token = await TokenAsync(await ProgramAsync());
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);
        Verified.Find(token).ShouldNotBeNull("it was verified");

        _clock.Advance(AccessTokens.Lifetime - TimeSpan.FromSeconds(20));
        Verified.Find(token).ShouldNotBeNull();
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);

        _clock.Advance(TimeSpan.FromSeconds(20));
        Verified.Find(token).ShouldBeNull("what clocks may differ by is for who verifies it");
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);

        _clock.Advance(ClockSkew);
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_is_not_known_any_more_when_its_key_is_not_published()
    {
        var token = await TokenAsync(await ProgramAsync());
        var key = await Keys.SignerAsync(CancellationToken.None);
        var caller = new Caller("client", new HashSet<string>(), new HashSet<string>());
        Verified.Remember(token, key.KeyId, key.PublishUntil + TimeSpan.FromDays(1), caller);
        Verified.Remember("of a key that nobody published", "other", key.PublishUntil, caller);

        Verified.Find(token).ShouldBe(caller);
        Verified.Find("of a key that nobody published").ShouldBeNull();
        _clock.Advance(key.PublishUntil - _clock.GetUtcNow());

        Verified.Find(token).ShouldBeNull("it has a day left by itself");
    }

    [Fact]
    public async Task A_client_put_out_of_use_elsewhere_is_refused_within_seconds_though_its_token_is_known()
    {
        var client = await ProgramAsync();
        var token = await TokenAsync(client);
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);

        await one.Api.Admin.Clients.ChangeAsync(client.ClientId, 1, new ApiClientChange { IsActive = false });
        _clock.Advance(ClientDirectory.KnownFor);

        Verified.Find(token).ShouldNotBeNull("the token is as good as it was");
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_a_client_lost_elsewhere_its_known_token_loses_within_seconds()
    {
        var client = await ProgramAsync();
        var token = await TokenAsync(client);
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);

        await one.Api.Admin.Clients.ChangeAsync(client.ClientId, 1, new ApiClientChange { Scopes = ["services:read"] });
        _clock.Advance(ClientDirectory.KnownFor);

        (await StatusAsync(token)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_for_another_audience_is_never_known_whoever_signed_it()
    {
        var client = await ProgramAsync();
        var ours = await SignAsync(client.ClientId, AccessTokens.Audience);
        var others = await SignAsync(client.ClientId, "another-api");

        (await StatusAsync(ours)).ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 2; i++)
            (await StatusAsync(others)).ShouldBe(HttpStatusCode.Unauthorized);

        Verified.Find(ours).ShouldNotBeNull();
        Verified.Find(others).ShouldBeNull();
    }

    [Fact]
    public async Task A_known_token_with_another_signature_is_another_token()
    {
        var token = await TokenAsync(await ProgramAsync());
        (await StatusAsync(token)).ShouldBe(HttpStatusCode.OK);
        var signature = token.LastIndexOf('.') + 1;

        var forged = token[..signature] + (token[signature] == 'A' ? 'B' : 'A') + token[(signature + 1)..];

        for (var i = 0; i < 2; i++)
            (await StatusAsync(forged)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<ApiClient> ProgramAsync() => Clients.Programs.ProgramAsync(one.Api, ["organizations:read"], "*");

    private async Task<string> TokenAsync(ApiClient client)
    {
        using var http = _api.Http();
        using var answer = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = client.ClientId,
                    ["client_secret"] = client.ClientSecret!,
                }
            )
        );
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var http = _api.Http(token);
        // Of what others left in the database nothing is read.
        using var answer = await http.GetAsync("/v1/organizations?q=Ente%20che%20non%20esiste");
        return answer.StatusCode;
    }

    /// <summary>With the key of the platform itself.</summary>
    private async Task<string> SignAsync(string clientId, string audience)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = AccessTokens.Type,
                Issuer = _api.Services.GetRequiredService<PublicUrl>().Root,
                Audience = audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + AccessTokens.Lifetime,
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = clientId,
                    [TokenClaims.Client] = clientId,
                    [TokenClaims.Scope] = "organizations:read",
                    [TokenClaims.Organizations] = new[] { "*" },
                },
                SigningCredentials = (await Keys.SignerAsync(CancellationToken.None)).Credentials,
            }
        );
    }

    /// <summary>The clock of the tests, moved on by hand: instants and time that has passed alike.</summary>
    private sealed class HandClock : TimeProvider
    {
        private TimeSpan _later;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => GetUtcNow().Ticks;

        public override DateTimeOffset GetUtcNow() => TestClock.Now + _later;

        public void Advance(TimeSpan by) => _later += by;
    }
}
