using System.Security.Cryptography;
using System.Text.Json;

namespace PagoDigitale.Platform.Security;

/// <summary>
/// Issues and verifies our access tokens (RFC 9068 profile). Verification follows RFC 8725: the algorithm is ours to say
/// (ES256 and no other, whatever the header claims), the key must be one we published, and type, issuer, audience and
/// times are all checked.
/// </summary>
public sealed class AccessTokens(SigningKeys keys, TimeProvider clock)
{
    public const string Issuer = "https://api.pagodigitale.example";
    public const string Audience = "pagodigitale-api";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public async Task<string> IssueAsync(
        string clientId,
        IEnumerable<string> scopes,
        IEnumerable<string> organizations,
        CancellationToken ct
    )
    {
        var signer = await keys.SignerAsync(ct);
        var now = clock.GetUtcNow();
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                alg = "ES256",
                typ = "at+jwt",
                kid = signer.KeyId,
            }
        );
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                iss = Issuer,
                aud = Audience,
                sub = clientId,
                client_id = clientId,
                scope = string.Join(' ', scopes),
                organizations,
                iat = now.ToUnixTimeSeconds(),
                nbf = now.ToUnixTimeSeconds(),
                exp = (now + Lifetime).ToUnixTimeSeconds(),
                jti = Guid.CreateVersion7(now).ToString("N"),
            }
        );
        var signed = $"{Jwt.Encode(header)}.{Jwt.Encode(payload)}";
        byte[] signature;
        lock (signer)
            signature = signer.Key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Jwt.Encode(signature)}";
    }

    /// <summary>Null when the token is not to be believed, for whatever reason: callers are not told which.</summary>
    public async Task<Caller?> VerifyAsync(string token, CancellationToken ct)
    {
        if (Jwt.TryRead(token) is not { } jwt || Jwt.Text(jwt.Header, "alg") != "ES256" || Jwt.Text(jwt.Header, "typ") != "at+jwt")
            return null;
        if (Jwt.Text(jwt.Header, "kid") is not { } keyId || await keys.FindAsync(keyId, ct) is not { } key)
            return null;
        // An ECDsa instance promises nothing to concurrent callers: one at a time per key.
        lock (key)
        {
            if (jwt.Signature.Length != 64 || !key.Key.VerifyData(jwt.SignedPart, jwt.Signature, HashAlgorithmName.SHA256))
                return null;
        }
        return IsCurrent(jwt.Payload) ? ReadCaller(jwt.Payload) : null;
    }

    private bool IsCurrent(JsonElement payload)
    {
        var now = clock.GetUtcNow();
        return Jwt.Text(payload, "iss") == Issuer
            && Jwt.Text(payload, "aud") == Audience
            && Jwt.Instant(payload, "exp") is { } expires
            && expires + ClockSkew > now
            && (Jwt.Instant(payload, "nbf") is not { } notBefore || notBefore - ClockSkew <= now);
    }

    private static Caller? ReadCaller(JsonElement payload)
    {
        if (Jwt.Text(payload, "client_id") is not { Length: > 0 } clientId)
            return null;
        var scopes = (Jwt.Text(payload, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var organizations =
            payload.TryGetProperty("organizations", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray()
                    .Where(o => o.ValueKind == JsonValueKind.String)
                    .Select(o => o.GetString()!)
                    .ToHashSet(StringComparer.Ordinal)
                : [];
        return new Caller(clientId, scopes, organizations);
    }
}
