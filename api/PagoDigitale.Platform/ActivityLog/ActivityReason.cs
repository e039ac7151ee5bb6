using System.Text.Json;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// Why a call was made, where its operation asks for that: the member <c>reason</c> of the body, whatever the operation. The body
/// has been read once already, so every entry of the call has it, of refusals too.
/// </summary>
public static class ActivityReason
{
    /// <summary>As long as the contract lets a reason be.</summary>
    public const int LengthMax = 280;

    private const string Member = "reason";

    private static readonly object _key = new();

    public static void Note(HttpContext http, JsonElement body)
    {
        if (
            body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty(Member, out var reason)
            && reason.ValueKind == JsonValueKind.String
        )
            http.Items[_key] = ActivityEntry.Cut(reason.GetString(), LengthMax);
    }

    public static string? Of(HttpContext http) => http.Items[_key] as string;
}
