namespace PagoDigitale.Api.Platform.ActivityLog;

/// <summary>One call by one client: what was asked, of what, and how it ended. No payloads: no personal data but the path's identifiers.</summary>
public sealed record ActivityEntry(
    string Organization,
    Guid Id,
    DateTimeOffset OccurredAt,
    string? ClientId,
    string OperationId,
    string Method,
    string Path,
    int Status,
    string Outcome,
    string TraceId,
    string? Resource)
{
    public static string OutcomeOf(int status) => status >= 500 ? "failed" : status >= 400 ? "refused" : "succeeded";
}
