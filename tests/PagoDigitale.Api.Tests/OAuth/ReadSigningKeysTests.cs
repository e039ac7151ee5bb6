using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.OAuth;

public sealed class ReadSigningKeysTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task The_public_keys_are_of_the_one_algorithm_tokens_use()
    {
        using var anybody = _api.Client(null, null);

        var keys = await anybody.Oauth.ReadSigningKeysAsync();

        keys.Keys.ShouldNotBeEmpty();
        keys.Keys.ShouldAllBe(k => k.Alg == "ES256" && k.Use == "sig" && k.Kty == "EC");
    }

    [Fact]
    public async Task A_token_is_verified_with_the_key_it_names()
    {
        using var anybody = _api.Client(null, null);
        var token = await anybody.Oauth.IssueTokenAsync(
            new TokenRequest
            {
                GrantType = "client_credentials",
                ClientId = TestApi.AdminClientId,
                ClientSecret = TestApi.AdminSecret,
            }
        );
        var parts = token.AccessToken.Split('.');
        var kid = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["kid"]!.GetValue<string>();

        var key = (await anybody.Oauth.ReadSigningKeysAsync()).Keys.Single(k => k.Kid == kid);

        using var verifier = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
            }
        );
        verifier
            .VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_of_a_key_but_its_public_half_is_shown()
    {
        using var http = _api.Http();

        var keys = (await http.GetFromJsonAsync<JsonObject>("/.well-known/jwks.json"))!["keys"]!.AsArray();

        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(k =>
            k!.AsObject().Select(m => m.Key).Order().SequenceEqual(new[] { "alg", "crv", "kid", "kty", "use", "x", "y" })
        );
    }
}
