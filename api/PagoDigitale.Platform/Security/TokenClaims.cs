using System.Security.Claims;

namespace PagoDigitale.Platform.Security;

/// <summary>What our tokens say of a client, as they are written and read.</summary>
public static class TokenClaims
{
    /// <summary>RFC 8693 §4.3.</summary>
    public const string Client = "client_id";

    /// <summary>RFC 8693 §4.2: separated by spaces.</summary>
    public const string Scope = "scope";

    public const string Organizations = "organizations";

    /// <summary>The one place where a verified token becomes a caller; null when it names no client.</summary>
    public static Caller? CallerOf(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Client) is { Length: > 0 } client
            ? new(
                client,
                (principal.FindFirstValue(Scope) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
                principal.FindAll(Organizations).Select(o => o.Value).ToHashSet(StringComparer.Ordinal)
            )
            : null;
}
