using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Platform.Security;

/// <summary>Issues our access tokens (RFC 9068 profile). What is believed of one that comes back: <see cref="AccessTokenRules"/>.</summary>
public sealed class AccessTokens(SigningKeys keys, PublicUrl url, TimeProvider clock)
{
    public const string Audience = "pagodigitale-api";
    public const string Type = "at+jwt";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly JsonWebTokenHandler _writer = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<string> IssueAsync(
        string clientId,
        IEnumerable<string> scopes,
        IEnumerable<string> organizations,
        CancellationToken ct
    )
    {
        var signer = await keys.SignerAsync(ct);
        var now = clock.GetUtcNow();
        return _writer.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Type,
                Issuer = url.Root,
                Audience = Audience,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + Lifetime).UtcDateTime,
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = clientId,
                    [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString("N"),
                    [TokenClaims.Client] = clientId,
                    [TokenClaims.Scope] = string.Join(' ', scopes),
                    [TokenClaims.Organizations] = organizations.ToArray(),
                },
                SigningCredentials = signer.Credentials,
            }
        );
    }
}
