using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Security;

/// <summary>
/// Reads the bearer token (RFC 6750) and tells who calls, and what of the token's grants the client still has. It does not refuse: public
/// operations take no token; the others
/// demand a <see cref="Caller"/> (see <c>OperationFilter</c>).
/// </summary>
public sealed class BearerAuthentication(RequestDelegate next, AccessTokens tokens, ClientDirectory clients)
{
    private const string Prefix = "Bearer ";

    public static ApiError Refuse(HttpContext http) =>
        http.Request.Headers.Authorization.Count == 0
            ? new(
                ErrorKind.Unauthorized,
                "missing-token",
                "An access token is required",
                "Get a token from /v1/oauth/token and send it as 'Authorization: Bearer …'."
            )
            : new(
                ErrorKind.Unauthorized,
                "invalid-token",
                "The access token is not valid",
                "The token is expired, malformed or not ours, or its client is no longer active. Get a new one from /v1/oauth/token."
            );

    public async Task InvokeAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (
            header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && await tokens.VerifyAsync(header[Prefix.Length..].Trim(), http.RequestAborted) is { } claimed
            && await clients.NarrowAsync(claimed, http.RequestAborted) is { } caller
        )
            http.Features.Set(caller);
        await next(http);
    }
}
