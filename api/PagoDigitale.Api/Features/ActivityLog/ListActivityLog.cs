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
    /// <summary>Both are made of one reading of the clock; an identifier knows milliseconds.</summary>
    private static readonly TimeSpan IdentifierSlack = TimeSpan.FromSeconds(1);

    public async Task<Outcome<Page<ActivityModel>>> RunAsync(ActivityFilter filter, CancellationToken ct)
    {
        // Entries are written within moments of when they happened, so by time they stand as by number, and identifiers are an order
        // in which any stretch of time is found.
        var isByTime = filter.From is not null || filter.To is not null;
        if (TryRead(filter.Cursor, isByTime, out var before) is { } error)
            return error;
        var where = new Conditions("organization_id = $1 AND sequence IS NOT NULL", session.Organization);
        if (isByTime)
            where
                .AndCreated("activity_id", filter.From?.ToUniversalTime(), filter.To?.ToUniversalTime(), "occurred_at", IdentifierSlack)
                .And("operation_id = ?", filter.OperationId)
                .And("client_id = ?", filter.ClientId);
        else
            where.AndKeyed("operation_id", filter.OperationId).AndKeyed("client_id", filter.ClientId);
        if (filter.Outcome is { } outcome)
            // In words: what did not succeed has an index that holds nothing else.
            _ =
                outcome == "succeeded" || isByTime
                    ? where.And("outcome = ?", outcome)
                    : where.AndKeyed("outcome", outcome).Always("outcome <> 'succeeded'");
        where.And("resource = ?", filter.Resource);
        var key = isByTime ? "activity_id" : "sequence";
        where.Behind(key, before);
        await rows.SettleAsync(ct);
        var found = await rows.FindAsync(where.Page(filter.Limit, key), where.Values, ct);
        return Page<ActivityModel>.Of(
            found,
            filter.Limit,
            ModelOf,
            r => isByTime ? Cursor.Of(r.Entry.Id) : new Cursor(r.Sequence.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static ApiError? TryRead(string? text, bool isByTime, out object? before)
    {
        before = null;
        if (isByTime)
        {
            var wrong = Cursor.TryReadId(text, out var id);
            before = id;
            return wrong;
        }
        if (Cursor.TryRead(text, 1, out var cursor) is { } error)
            return error;
        if (cursor is null)
            return null;
        if (!long.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return Cursor.Malformed();
        before = sequence;
        return null;
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
