using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Security;

/// <summary>
/// Has the bearer token (RFC 6750) verified and tells who calls, and what of the token's grants the client still has. It does not
/// refuse: public operations take no token; the others demand a <see cref="Caller"/> (see <c>OperationFilter</c>). Who sends no token,
/// like the node, costs nothing here.
/// </summary>
public sealed class BearerAuthentication(RequestDelegate next, SigningKeys keys, VerifiedTokens verified, ClientDirectory clients)
{
    private const string Prefix = "Bearer ";

    private readonly JsonWebTokenHandler _reader = AccessTokenRules.Handler();

    public static ApiError Refuse(HttpContext http) =>
        http.Request.Headers.Authorization.Count == 0
            ? new(ErrorKind.Unauthorized, "missing-token", TokenTexts.Missing, TokenTexts.GetOne)
            : new(ErrorKind.Unauthorized, "invalid-token", TokenTexts.Invalid, TokenTexts.GetNewOne);

    public async Task InvokeAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (
            header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && await ClaimedAsync(http, header[Prefix.Length..].Trim()) is { } claimed
            && await clients.NarrowAsync(claimed, http.RequestAborted) is { } caller
        )
            http.Features.Set(caller);
        await next(http);
    }

    /// <summary>Null when the token is not to be believed, for whatever reason: callers are not told which.</summary>
    private async Task<Caller?> ClaimedAsync(HttpContext http, string token)
    {
        if (verified.Find(token) is { } known)
            return known;
        if (Read(token) is not { Kid: { Length: > 0 } keyId } read)
            return null;
        // Before the verification, which asks for the key and cannot wait for the database.
        await keys.LookForAsync(keyId, http.RequestAborted);
        if ((await http.AuthenticateAsync(AccessTokenRules.Scheme)).Principal is not { } principal)
            return null;
        var caller = TokenClaims.CallerOf(principal);
        if (caller is not null)
            verified.Remember(token, keyId, new(read.ValidTo, TimeSpan.Zero), caller);
        return caller;
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return _reader.CanReadToken(token) ? _reader.ReadJsonWebToken(token) : null;
        }
        catch (ArgumentException)
        {
            // How the library says that it is no token.
            return null;
        }
    }
}
