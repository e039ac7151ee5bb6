using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Results;
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
    public ActivityAnchorModel? Anchor { get; init; }
}

/// <summary>The last of the entries that were forgotten, which the others are proved from.</summary>
public sealed record ActivityAnchorModel
{
    public required long Sequence { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>
/// Walks the chain from its first entry, or from behind those that were forgotten, to its sealed head. What is added meanwhile comes
/// after that head.
/// </summary>
public sealed class VerifyActivityLogHandler(TenantSession session, ActivityRows rows, ActivityWalk walk)
{
    public async Task<Outcome<ActivityVerification>> RunAsync(KnownEntry known, CancellationToken ct)
    {
        if (known.Sequence is null != known.Hash is null)
            return ApiError.Malformed(
                "invalid-parameter",
                [new(known.Sequence is null ? "sequence" : "hash", "missing", ActivityLogTexts.GoesWithTheOther, ActivityLogTexts.SendBoth)]
            );
        await rows.SettleAsync(ct);
        var anchor = await walk.AnchorAsync(ct);
        if (anchor is { IsSealed: false })
            return Broken(ActivityHead.Empty, null);
        var kept = known.Sequence is { } sequence ? new ActivityHead(sequence, Convert.FromHexString(known.Hash!)) : null;
        var start = anchor?.Anchor.End ?? ActivityHead.Empty;
        if (kept is not null && kept.Sequence <= start.Sequence)
        {
            if (await walk.AnchorAsync(kept.Sequence, ct) is not { IsSealed: true } then)
                return ApiError.Malformed(
                    "invalid-parameter",
                    [new("sequence", "forgotten", ActivityLogTexts.IsForgotten, ActivityLogTexts.SendAnchor.With(start.Sequence))]
                );
            if (!then.Anchor.End.Hash.AsSpan().SequenceEqual(kept.Hash))
                return Broken(new(kept.Sequence - 1, []), anchor);
        }
        var (head, isSealed) = await HeadAsync(ct);
        var stretch = await walk.FollowAsync(start, head.Sequence, kept, ct);
        return
            stretch.IsIntact
            && isSealed
            && stretch.Reached.Hash.AsSpan().SequenceEqual(head.Hash)
            && stretch.Reached.Sequence >= (kept?.Sequence ?? 0)
            ? Answer(stretch.Reached, anchor) with
            {
                IsIntact = true,
            }
            : Broken(stretch.Reached, anchor);
    }

    /// <summary>A log without a head has no entry yet; one that has entries has lost it.</summary>
    private async Task<(ActivityHead Head, bool IsSealed)> HeadAsync(CancellationToken ct)
    {
        if (await walk.HeadAsync(ct) is { } found)
            return found;
        var last = await session.ScalarAsync<long>(
            "SELECT coalesce(max(sequence), 0) FROM door.activity_log WHERE organization_id = $1",
            ct,
            session.Organization
        );
        return (ActivityHead.Empty with { Sequence = last }, last == 0);
    }

    private static ActivityVerification Broken(ActivityHead reached, FoundAnchor? anchor) =>
        Answer(reached, anchor) with
        {
            FirstBrokenSequence = reached.Sequence + 1,
        };

    private static ActivityVerification Answer(ActivityHead reached, FoundAnchor? found) =>
        new()
        {
            IsIntact = false,
            EntriesVerified = reached.Sequence,
            LastHash = ActivityRow.Text(reached.Hash),
            Anchor = found is { Anchor: var anchor }
                ? new()
                {
                    Sequence = anchor.End.Sequence,
                    Hash = Convert.ToHexStringLower(anchor.End.Hash),
                    OccurredAt = anchor.OccurredAt,
                }
                : null,
        };
}
