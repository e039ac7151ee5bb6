using Npgsql;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// One call by one client: what was asked, of what, why where the operation asks for a reason, and how it ended. No other payload: no
/// personal data but the path's identifiers and what a person writes as a reason.
/// </summary>
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
    string? Resource,
    string? Code = null,
    string? Reason = null
)
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns =
        "activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource, code, reason";

    public const int PathLengthMax = 512;
    public const int ResourceLengthMax = 64;
    public const int CodeLengthMax = 64;

    public static ActivityEntry Read(string organization, NpgsqlDataReader r) =>
        new(
            organization,
            r.GetGuid(0),
            r.GetFieldValue<DateTimeOffset>(1),
            r.IsDBNull(2) ? null : r.GetString(2),
            r.GetString(3),
            r.GetString(4),
            r.GetString(5),
            r.GetInt16(6),
            r.GetString(7),
            r.GetString(8),
            r.IsDBNull(9) ? null : r.GetString(9),
            r.IsDBNull(10) ? null : r.GetString(10),
            r.IsDBNull(11) ? null : r.GetString(11)
        );

    /// <summary>A caller may send any path; the log takes a bounded piece of it that the database can hold.</summary>
    public static string? Cut(string? text, int lengthMax) => Clipped.To(text?.Replace('\0', '?'), lengthMax);

    public static string OutcomeOf(int status) =>
        status >= 500 ? "failed"
        : status >= 400 ? "refused"
        : "succeeded";
}
