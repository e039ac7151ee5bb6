using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>How far a chain holds.</summary>
/// <param name="Reached">The last entry that does.</param>
/// <param name="OccurredAt">When it was; null where none was looked at.</param>
public sealed record ActivityStretch(ActivityHead Reached, DateTimeOffset? OccurredAt, bool IsIntact);

/// <param name="IsSealed">Whether it is one of this application.</param>
public sealed record FoundAnchor(ActivityAnchor Anchor, bool IsSealed);

/// <summary>Computes the hashes of a chain again, a batch at a time: memory does not grow with the log.</summary>
public sealed class ActivityWalk(TenantSession session, SecretBox secrets)
{
    private const int BatchMax = 1_000;

    private const string Batch = $"""
        SELECT {ActivityEntry.Columns}, sequence, previous_hash, hash FROM activity_log
        WHERE organization_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4
        """;

    private const string Anchors = "SELECT sequence, hash, occurred_at, seal FROM activity_anchors WHERE organization_id = $1";

    /// <summary>What the log begins behind; null where nothing was forgotten.</summary>
    public async Task<FoundAnchor?> AnchorAsync(CancellationToken ct) =>
        (await AnchorsAsync($"{Anchors} ORDER BY sequence DESC LIMIT 1", ct, session.Organization)).SingleOrDefault();

    /// <summary>That of an earlier forgetting.</summary>
    public async Task<FoundAnchor?> AnchorAsync(long sequence, CancellationToken ct) =>
        (await AnchorsAsync($"{Anchors} AND sequence = $2", ct, session.Organization, sequence)).SingleOrDefault();

    /// <summary>The end of the chain, and whether it is sealed by this application; null where there is none.</summary>
    public async Task<(ActivityHead Head, bool IsSealed)?> HeadAsync(CancellationToken ct)
    {
        var heads = await session.QueryAsync(
            "SELECT sequence, hash, seal FROM activity_heads WHERE organization_id = $1",
            r => (Head: new ActivityHead(r.GetInt64(0), r.GetFieldValue<byte[]>(1)), Seal: r.GetFieldValue<byte[]>(2)),
            ct,
            session.Organization
        );
        return heads is [var (head, seal)] ? (head, head.IsSealedBy(seal, session.Organization, secrets)) : null;
    }

    /// <param name="from">The entry before the first one that is looked at.</param>
    /// <param name="last">The last one that must be there.</param>
    /// <param name="known">An entry that somebody kept the hash of.</param>
    public async Task<ActivityStretch> FollowAsync(ActivityHead from, long last, ActivityHead? known, CancellationToken ct)
    {
        var (reached, at) = (from, (DateTimeOffset?)null);
        while (reached.Sequence < last)
        {
            var links = await session.QueryAsync(
                Batch,
                r => new ActivityLink(
                    ActivityEntry.Read(session.Organization, r),
                    r.GetInt64(12),
                    r.IsDBNull(13) ? [] : r.GetFieldValue<byte[]>(13),
                    r.IsDBNull(14) ? [] : r.GetFieldValue<byte[]>(14)
                ),
                ct,
                session.Organization,
                reached.Sequence,
                last,
                BatchMax
            );
            foreach (var link in links)
            {
                if (!link.Follows(reached) || (link.Sequence == known?.Sequence && !link.Hash.AsSpan().SequenceEqual(known.Hash)))
                    return new(reached, at, IsIntact: false);
                (reached, at) = (new(link.Sequence, link.Hash), link.Entry.OccurredAt);
            }
            if (links.Count == 0)
                return new(reached, at, IsIntact: false);
        }
        return new(reached, at, IsIntact: true);
    }

    private Task<List<FoundAnchor>> AnchorsAsync(string sql, CancellationToken ct, params object?[] values) =>
        session.QueryAsync(
            sql,
            r =>
            {
                var anchor = new ActivityAnchor(new(r.GetInt64(0), r.GetFieldValue<byte[]>(1)), r.GetFieldValue<DateTimeOffset>(2));
                return new FoundAnchor(anchor, anchor.IsSealedBy(r.GetFieldValue<byte[]>(3), session.Organization, secrets));
            },
            ct,
            values
        );
}
