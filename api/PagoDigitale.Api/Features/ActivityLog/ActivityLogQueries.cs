using System.Globalization;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ActivityLog;

/// <summary>Reads the log. An entry shows when it has its place in the chain; those that have none get it first.</summary>
public sealed class ActivityLogQueries(TenantSession session, SecretBox secrets, ActivityWriter writer)
{
    private const int BatchMax = 1_000;

    private const string Columns =
        "activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource, sequence, "
        + "previous_hash, hash, code, reason";

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
        var where = new Conditions("organization_id = $1 AND sequence IS NOT NULL", session.Organization)
            .And("sequence < ?", before)
            .And("operation_id = ?", filter.OperationId)
            .And("client_id = ?", filter.ClientId)
            .And("resource = ?", filter.Resource)
            .And("outcome = ?", filter.Outcome)
            .And("occurred_at >= ?", filter.From?.ToUniversalTime())
            .And("occurred_at < ?", filter.To?.ToUniversalTime());
        await SettleAsync(ct);
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM door.activity_log WHERE {where} ORDER BY sequence DESC LIMIT {filter.Limit + 1}",
            Map,
            ct,
            where.Values
        );
        return Page<ActivityModel>.Of(rows, filter.Limit, ModelOf, r => new Cursor(r.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Walks the chain from its first entry to its sealed head, a batch at a time: memory does not grow with the log. What is
    /// added meanwhile comes after that head.
    /// </summary>
    public async Task<Outcome<ActivityVerification>> VerifyAsync(KnownEntry known, CancellationToken ct)
    {
        if (known.Sequence is null != known.Hash is null)
            return ApiError.Malformed(
                "invalid-parameter",
                [
                    new(
                        known.Sequence is null ? "sequence" : "hash",
                        "missing",
                        "goes with the other one",
                        "Send both: entriesVerified of an earlier verification as sequence, its lastHash as hash."
                    ),
                ]
            );
        await SettleAsync(ct);
        var (head, isSealed) = await HeadAsync(ct);
        var reached = ActivityHead.Empty;
        while (reached.Sequence < head.Sequence)
        {
            var rows = await session.QueryAsync(
                $"""
                SELECT {Columns} FROM door.activity_log WHERE organization_id = $1 AND sequence > $2 AND sequence <= $3
                    ORDER BY sequence LIMIT $4
                """,
                Map,
                ct,
                session.Organization,
                reached.Sequence,
                head.Sequence,
                BatchMax
            );
            foreach (var row in rows)
            {
                if (!Follows(row, reached) || (row.Sequence == known.Sequence && Text(row.Hash) != known.Hash))
                    return Broken(reached);
                reached = new(row.Sequence, row.Hash);
            }
            if (rows.Count == 0)
                return Broken(reached);
        }
        return isSealed && reached.Hash.AsSpan().SequenceEqual(head.Hash) && reached.Sequence >= (known.Sequence ?? 0)
            ? new ActivityVerification
            {
                IsIntact = true,
                EntriesVerified = reached.Sequence,
                LastHash = Text(reached.Hash),
            }
            : Broken(reached);
    }

    private async Task SettleAsync(CancellationToken ct)
    {
        if (
            await session.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM door.activity_log WHERE organization_id = $1 AND sequence IS NULL)",
                ct,
                session.Organization
            )
        )
            await writer.SettleAsync(session.Organization, ct);
    }

    /// <summary>A log without a head has no entry yet; one that has entries has lost it.</summary>
    private async Task<(ActivityHead Head, bool IsSealed)> HeadAsync(CancellationToken ct)
    {
        var heads = await session.QueryAsync(
            "SELECT sequence, hash, seal FROM door.activity_heads WHERE organization_id = $1",
            r => (Head: new ActivityHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)), Seal: r.GetFieldValue<byte[]>(2)),
            ct,
            session.Organization
        );
        if (heads is [var found])
            return (found.Head, found.Head.IsSealedBy(found.Seal, session.Organization, secrets));
        var last = await session.ScalarAsync<long>(
            "SELECT coalesce(max(sequence), 0) FROM door.activity_log WHERE organization_id = $1",
            ct,
            session.Organization
        );
        return (ActivityHead.Empty with { Sequence = last }, last == 0);
    }

    private static ActivityVerification Broken(ActivityHead reached) =>
        new()
        {
            IsIntact = false,
            EntriesVerified = reached.Sequence,
            FirstBrokenSequence = reached.Sequence + 1,
            LastHash = Text(reached.Hash),
        };

    private static bool Follows(Row row, ActivityHead before) =>
        row.Sequence == before.Sequence + 1
        && row.PreviousHash.AsSpan().SequenceEqual(before.Hash)
        && row.Hash.AsSpan().SequenceEqual(ActivityHead.HashOf(before.Hash, row.Sequence, row.Entry));

    private static string? Text(byte[] hash) => hash.Length == 0 ? null : Convert.ToHexStringLower(hash);

    private Row Map(NpgsqlDataReader r) =>
        new(
            new(
                session.Organization,
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
                r.IsDBNull(13) ? null : r.GetString(13),
                r.IsDBNull(14) ? null : r.GetString(14)
            ),
            r.GetInt64(10),
            r.IsDBNull(11) ? [] : r.GetFieldValue<byte[]>(11),
            r.IsDBNull(12) ? [] : r.GetFieldValue<byte[]>(12)
        );

    private static ActivityModel ModelOf(Row row) =>
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
            PreviousHash = Text(row.PreviousHash),
            Hash = Text(row.Hash),
        };
}
