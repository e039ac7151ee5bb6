using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ActivityLog;

public sealed record ActivityFilter : PageQuery
{
    [FromQuery(Name = "operationId"), MaxLength(64)]
    public string? OperationId { get; init; }

    [FromQuery(Name = "clientId"), MaxLength(64)]
    public string? ClientId { get; init; }

    [FromQuery(Name = "resource"), MaxLength(64)]
    public string? Resource { get; init; }

    [FromQuery(Name = "outcome"), AllowedValues("succeeded", "refused", "failed", null)]
    public string? Outcome { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }
}

public sealed class ListActivityLogHandler(TenantSession session, ActivityRows rows)
{
    public async Task<Outcome<Page<ActivityModel>>> RunAsync(ActivityFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 1, out var cursor) is { } error)
            return error;
        long? before = null;
        if (cursor is not null)
        {
            if (!long.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                return Cursor.Malformed();
            before = sequence;
        }
        var where = new Conditions("organization_id = $1 AND sequence IS NOT NULL", session.Organization)
            .Behind("sequence", before)
            .And("operation_id = ?", filter.OperationId)
            .And("client_id = ?", filter.ClientId)
            .And("resource = ?", filter.Resource)
            .And("outcome = ?", filter.Outcome)
            .And("occurred_at >= ?", filter.From?.ToUniversalTime())
            .And("occurred_at < ?", filter.To?.ToUniversalTime());
        await rows.SettleAsync(ct);
        var found = await rows.FindAsync(where.Page(filter.Limit, "sequence"), where.Values, ct);
        return Page<ActivityModel>.Of(found, filter.Limit, ModelOf, r => new Cursor(r.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    private static ActivityModel ModelOf(ActivityRow row) =>
        new()
        {
            Id = PublicId.Format("act", row.Entry.Id),
            Sequence = row.Sequence,
            OccurredAt = row.Entry.OccurredAt,
            Actor = row.Entry.ClientId ?? "platform",
            OperationId = row.Entry.OperationId,
            Method = row.Entry.Method,
            Path = row.Entry.Path,
            Status = row.Entry.Status,
            Outcome = StateText.Parse<ActivityOutcome>(row.Entry.Outcome),
            Code = row.Entry.Code,
            Reason = row.Entry.Reason,
            TraceId = row.Entry.TraceId,
            Resource = row.Entry.Resource,
            PreviousHash = ActivityRow.Text(row.PreviousHash),
            Hash = ActivityRow.Text(row.Hash),
        };
}
