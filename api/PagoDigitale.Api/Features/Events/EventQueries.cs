using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Events;

/// <summary>
/// The feed. Numbers are handed out before commit: a reader that had seen 12 could later find 11 committed behind it. So
/// events come by transaction, then number, and only those of transactions older than every running one: nothing can appear
/// before what was already shown. The price is that a long transaction holds the feed back until it ends.
/// </summary>
public sealed class EventQueries(TenantSession session)
{
    private sealed record Row(string Transaction, EventModel Event);

    public async Task<Outcome<Page<EventModel>>> ListAsync(EventFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 2, out var cursor) is { } error)
            return error;
        if (cursor is not null && !(ulong.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) && long.TryParse(cursor.Keys[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return Cursor.Malformed();
        var (transaction, number) = cursor is not null ? (cursor.Keys[0], long.Parse(cursor.Keys[1], CultureInfo.InvariantCulture)) : (await TransactionOfAsync(filter.After, ct), filter.After);
        var where = new Conditions("organization_id = $1 AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())", session.Organization).And("type = ?", filter.Type)
            .And("subject_id = ?", filter.SubjectId);
        if (transaction is not null)
            where.Always($"(transaction_id, sequence) > ({where.Add(transaction)}::text::xid8, {where.Add(number)})");
        else
            where.And("sequence > ?", number);
        var rows = await session.QueryAsync($"""
            SELECT transaction_id::text, event_id, sequence, type, occurred_at, subject_type, subject_id, data::text
            FROM events WHERE {where} ORDER BY events.transaction_id, events.sequence LIMIT {filter.Limit + 1}
            """, Map, ct, where.Values);
        return Page<EventModel>.Of(rows, filter.Limit, r => r.Event, r => new Cursor(r.Transaction, r.Event.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Null for a number that is no event's (0, or one removed long ago): then the order of numbers is all there is.</summary>
    private async Task<string?> TransactionOfAsync(long? sequence, CancellationToken ct) =>
        sequence is null ? null : await session.ScalarAsync<string>("SELECT transaction_id::text FROM events WHERE organization_id = $1 AND sequence = $2", ct, session.Organization, sequence);

    private static Row Map(NpgsqlDataReader r) => new(r.GetString(0), new()
    {
        Id = PublicId.Format("evt", r.GetGuid(1)),
        Sequence = r.GetInt64(2),
        Type = r.GetString(3),
        OccurredAt = r.GetFieldValue<DateTimeOffset>(4),
        Subject = new() { Type = r.GetString(5), Id = r.GetString(6) },
        Data = JsonSerializer.Deserialize<Dictionary<string, JsonNode?>>(r.GetString(7), ApiJson.Options)!,
    });
}
