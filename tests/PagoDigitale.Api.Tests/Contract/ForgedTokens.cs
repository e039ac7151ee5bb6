using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using PagoDigitale.Platform.Security;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>Tokens that must not be believed (RFC 8725), each made from a good one by one change.</summary>
public sealed class ForgedTokens(TestApi api)
{
    private readonly SigningKeys _keys = api.Services.GetRequiredService<SigningKeys>();

    public static readonly string[] Kinds =
    [
        "alg-none",
        "hs256-with-the-public-key",
        "wrong-audience",
        "wrong-issuer",
        "unknown-kid",
        "expired",
        "not-yet-valid",
        "foreign-key",
        "changed-payload",
        "no-type",
        "no-kid",
        "key-in-the-header",
        "no-expiry",
        "expiry-as-text",
        "expiry-beyond-time",
        "id-token-of-ours",
        "encrypted",
        "too-long",
        "header-that-is-a-list",
        "kid-that-is-a-number",
        "empty-signature",
        "garbage",
    ];

    public async Task<string> MakeAsync(string kind)
    {
        var signer = await _keys.SignerAsync(CancellationToken.None);
        var header = new JsonObject
        {
            ["alg"] = "ES256",
            ["typ"] = "at+jwt",
            ["kid"] = signer.KeyId,
        };
        var payload = Payload();
        using var own = PairOf(signer);
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        switch (kind)
        {
            case "alg-none":
                header["alg"] = "none";
                return $"{Part(header)}.{Part(payload)}.";
            case "hs256-with-the-public-key":
                header["alg"] = "HS256";
                return Join(header, payload, text => HMACSHA256.HashData(own.ExportSubjectPublicKeyInfo(), text));
            case "wrong-audience":
                payload["aud"] = "another-api";
                break;
            case "wrong-issuer":
                payload["iss"] = "https://issuer.example";
                break;
            case "unknown-kid":
                header["kid"] = "0000000000000000";
                break;
            case "expired":
                payload["exp"] = Now(-3600);
                break;
            case "not-yet-valid":
                payload["nbf"] = Now(3600);
                break;
            case "foreign-key":
                return Join(header, payload, text => foreign.SignData(text, HashAlgorithmName.SHA256));
            case "changed-payload":
                var good = Join(header, payload, text => own.SignData(text, HashAlgorithmName.SHA256)).Split('.');
                payload["client_id"] = "somebody-else";
                return $"{good[0]}.{Part(payload)}.{good[2]}";
            case "no-type":
                header["typ"] = "JWT";
                break;
            case "no-kid":
                header.Remove("kid");
                break;
            case "key-in-the-header":
                header["jwk"] = PublicJwk(foreign);
                return Join(header, payload, text => foreign.SignData(text, HashAlgorithmName.SHA256));
            case "no-expiry":
                payload.Remove("exp");
                break;
            case "expiry-as-text":
                payload["exp"] = "never";
                break;
            case "expiry-beyond-time":
                payload["exp"] = -1;
                break;
            case "id-token-of-ours":
                payload.Remove("client_id");
                break;
            case "encrypted":
                return $"{Part(header)}.{Part(payload)}.{Part(payload)}.{Part(payload)}.{Part(payload)}";
            case "too-long":
                payload["padding"] = new string('x', 10_000);
                break;
            case "header-that-is-a-list":
                return $"{Base64Url.EncodeToString("[]"u8)}.{Part(payload)}.{Part(payload)}";
            case "kid-that-is-a-number":
                header["kid"] = 5;
                break;
            case "empty-signature":
                return $"{Part(header)}.{Part(payload)}.";
            default:
                return "this.is.garbage";
        }
        return Join(header, payload, text => own.SignData(text, HashAlgorithmName.SHA256));
    }

    private static ECDsa PairOf(SigningKey signer)
    {
        var key = (JsonWebKey)signer.Credentials.Key;
        return ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                D = Base64Url.DecodeFromChars(key.D),
                Q = new() { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
            }
        );
    }

    private static JsonObject PublicJwk(ECDsa pair)
    {
        var point = pair.ExportParameters(false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private static JsonObject Payload() =>
        new()
        {
            ["iss"] = TestApi.PublicUrl,
            ["aud"] = AccessTokens.Audience,
            ["sub"] = TestApi.AdminClientId,
            ["client_id"] = TestApi.AdminClientId,
            ["scope"] = string.Join(' ', Scopes.All),
            ["organizations"] = new JsonArray("*"),
            ["iat"] = Now(0),
            ["nbf"] = Now(0),
            ["exp"] = Now(600),
        };

    private static long Now(int seconds) => TestClock.Now.AddSeconds(seconds).ToUnixTimeSeconds();

    private static string Join(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var text = $"{Part(header)}.{Part(payload)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
