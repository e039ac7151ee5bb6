using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
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
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        switch (kind)
        {
            case "alg-none":
                header["alg"] = "none";
                return $"{Part(header)}.{Part(payload)}.";
            case "hs256-with-the-public-key":
                header["alg"] = "HS256";
                return Join(header, payload, text => HMACSHA256.HashData(signer.Key.ExportSubjectPublicKeyInfo(), text));
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
                var good = Join(header, payload, text => signer.Key.SignData(text, HashAlgorithmName.SHA256)).Split('.');
                payload["client_id"] = "somebody-else";
                return $"{good[0]}.{Part(payload)}.{good[2]}";
            case "no-type":
                header["typ"] = "JWT";
                break;
            case "empty-signature":
                return $"{Part(header)}.{Part(payload)}.";
            default:
                return "this.is.garbage";
        }
        return Join(header, payload, text => signer.Key.SignData(text, HashAlgorithmName.SHA256));
    }

    private static JsonObject Payload() =>
        new()
        {
            ["iss"] = AccessTokens.Issuer,
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
