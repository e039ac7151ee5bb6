using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ActivityLog;

/// <summary>An entry that the caller knows was there, from an earlier verification.</summary>
public sealed record KnownEntry
{
    [FromQuery(Name = "sequence"), Range(1, 9_007_199_254_740_991)]
    public long? Sequence { get; init; }

    [FromQuery(Name = "hash"), RegularExpression("^[0-9a-f]{64}$")]
    public string? Hash { get; init; }
}

public sealed record ActivityVerification
{
    public required bool IsIntact { get; init; }
    public required long EntriesVerified { get; init; }
    public long? FirstBrokenSequence { get; init; }
    public string? LastHash { get; init; }
}

/// <summary>
/// Walks the chain from its first entry to its sealed head, a batch at a time: memory does not grow with the log. What is
/// added meanwhile comes after that head.
/// </summary>
public sealed class VerifyActivityLogHandler(TenantSession session, ActivityRows rows, SecretBox secrets)
{
    private const int BatchMax = 1_000;

    public async Task<Outcome<ActivityVerification>> RunAsync(KnownEntry known, CancellationToken ct)
    {
        if (known.Sequence is null != known.Hash is null)
            return ApiError.Malformed(
                "invalid-parameter",
                [new(known.Sequence is null ? "sequence" : "hash", "missing", ActivityLogTexts.GoesWithTheOther, ActivityLogTexts.SendBoth)]
            );
        await rows.SettleAsync(ct);
        var (head, isSealed) = await HeadAsync(ct);
        var reached = ActivityHead.Empty;
        while (reached.Sequence < head.Sequence)
        {
            var batch = await rows.FindAsync(
                "organization_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4",
                [session.Organization, reached.Sequence, head.Sequence, BatchMax],
                ct
            );
            foreach (var row in batch)
            {
                if (!Follows(row, reached) || (row.Sequence == known.Sequence && ActivityRow.Text(row.Hash) != known.Hash))
                    return Broken(reached);
                reached = new(row.Sequence, row.Hash);
            }
            if (batch.Count == 0)
                return Broken(reached);
        }
        return isSealed && reached.Hash.AsSpan().SequenceEqual(head.Hash) && reached.Sequence >= (known.Sequence ?? 0)
            ? new ActivityVerification
            {
                IsIntact = true,
                EntriesVerified = reached.Sequence,
                LastHash = ActivityRow.Text(reached.Hash),
            }
            : Broken(reached);
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
            LastHash = ActivityRow.Text(reached.Hash),
        };

    private static bool Follows(ActivityRow row, ActivityHead before) =>
        row.Sequence == before.Sequence + 1
        && row.PreviousHash.AsSpan().SequenceEqual(before.Hash)
        && row.Hash.AsSpan().SequenceEqual(ActivityHead.HashOf(before.Hash, row.Sequence, row.Entry));
}
