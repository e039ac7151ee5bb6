using System.Globalization;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.ActivityLog;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.ActivityLog;

/// <summary>Reads the log. An entry shows when it has its place in the chain, seconds after the call.</summary>
public sealed class ActivityLogQueries(TenantSession session)
{
    private const int BatchMax = 1_000;

    private const string Columns = "activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource, sequence, previous_hash, hash";

    private sealed record Row(ActivityEntry Entry, long Sequence, byte[] PreviousHash, byte[] Hash);

    public async Task<Outcome<Page<ActivityModel>>> ListAsync(ActivityFilter filter, CancellationToken ct)
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
        var where = new Conditions("organization_id = $1 AND sequence IS NOT NULL", session.Organization).And("sequence < ?", before).And("operation_id = ?", filter.OperationId)
            .And("client_id = ?", filter.ClientId).And("resource = ?", filter.Resource).And("outcome = ?", filter.Outcome)
            .And("occurred_at >= ?", filter.From?.ToUniversalTime()).And("occurred_at < ?", filter.To?.ToUniversalTime());
        var rows = await session.QueryAsync($"SELECT {Columns} FROM activity_log WHERE {where} ORDER BY sequence DESC LIMIT {filter.Limit + 1}", Map, ct, where.Values);
        return Page<ActivityModel>.Of(rows, filter.Limit, ModelOf, r => new Cursor(r.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Walks the chain from its first entry, a batch at a time: memory does not grow with the log.</summary>
    public async Task<Outcome<ActivityVerification>> VerifyAsync(CancellationToken ct)
    {
        var (sequence, previous) = (0L, Array.Empty<byte>());
        while (true)
        {
            var rows = await session.QueryAsync($"SELECT {Columns} FROM activity_log WHERE organization_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3", Map, ct,
                session.Organization, sequence, BatchMax);
            foreach (var row in rows)
            {
                if (!Follows(row, sequence, previous))
                    return new ActivityVerification { IsIntact = false, EntriesVerified = sequence, FirstBrokenSequence = sequence + 1, LastHash = Text(previous) };
                (sequence, previous) = (row.Sequence, row.Hash);
            }
            if (rows.Count < BatchMax)
                return new ActivityVerification { IsIntact = true, EntriesVerified = sequence, LastHash = Text(previous) };
        }
    }

    private static bool Follows(Row row, long sequence, byte[] previous) =>
        row.Sequence == sequence + 1
        && row.PreviousHash.AsSpan().SequenceEqual(previous)
        && row.Hash.AsSpan().SequenceEqual(SealActivityLog.HashOf(previous, row.Sequence, row.Entry));

    private static string? Text(byte[] hash) => hash.Length == 0 ? null : Convert.ToHexStringLower(hash);

    private Row Map(NpgsqlDataReader r) => new(
        new(session.Organization, r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5),
            r.GetInt16(6), r.GetString(7), r.GetString(8), r.IsDBNull(9) ? null : r.GetString(9)),
        r.GetInt64(10), r.IsDBNull(11) ? [] : r.GetFieldValue<byte[]>(11), r.IsDBNull(12) ? [] : r.GetFieldValue<byte[]>(12));

    private static ActivityModel ModelOf(Row row) => new()
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
        TraceId = row.Entry.TraceId,
        Resource = row.Entry.Resource,
        PreviousHash = Text(row.PreviousHash),
        Hash = Text(row.Hash),
    };
}
