using PagoDigitale.Api.Features.AcaNotices.Aligning;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>
/// What a run looks at next, in one transaction with what it finds: notices that were marked because they changed, then those whose time
/// has come, then those of an alignment. What is to be told is on record before anybody is called, as asked: killed in the middle, the
/// archive may know it or not, and is told again.
/// </summary>
public sealed class AcaBatches(TenantSession session, AcaNoticeWriter writer, AcaAlignmentRows alignments, TimeProvider clock)
{
    /// <summary>So many are told before anybody looks whether they still are to be.</summary>
    private const int Size = 500;

    /// <param name="run">Who tells of them.</param>
    /// <param name="mayCall">Whether what is to be told is told by the caller now.</param>
    /// <returns>What is to be told; null where there is nothing more to look at.</returns>
    internal async Task<List<AcaDecision>?> NextAsync(Guid run, bool mayCall, CancellationToken ct)
    {
        if (await MarkedAsync(ct) is { Count: > 0 } marked)
            return await JudgeAsync(marked, run, mayCall, f => AcaJudge.Judge(session.Organization, f, clock.GetUtcNow()), ct);
        if (mayCall && await DueAsync(ct) is { Count: > 0 } due)
            return await JudgeAsync(due, run, mayCall, f => AcaJudge.Judge(session.Organization, f, clock.GetUtcNow()), ct);
        return await AlignedAsync(run, mayCall, ct);
    }

    /// <summary>Nobody tells any archive of this organization any more.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        await session.ExecuteAsync("DELETE FROM aca_marks WHERE organization_id = $1", ct, session.Organization);
        await session.ExecuteAsync(
            """
            UPDATE aca_alignments SET state = 'cancelled', completed_at = $2
            WHERE organization_id = $1 AND state IN ('waiting', 'running')
            """,
            ct,
            session.Organization,
            clock.GetUtcNow()
        );
    }

    private async Task<List<AcaDecision>> JudgeAsync(
        List<Guid> instalments,
        Guid run,
        bool mayCall,
        Func<AcaFacts, AcaDecision> judge,
        CancellationToken ct
    )
    {
        var decisions = (await AcaFacts.ReadAsync(session, instalments, ct)).ConvertAll(f => judge(f));
        return await WriteAsync(decisions, run, mayCall, ct);
    }

    /// <summary>What is asked and not answered yet may have come there: what it had before is not what it has.</summary>
    private async Task<List<AcaDecision>> WriteAsync(List<AcaDecision> decisions, Guid run, bool mayCall, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (mayCall)
            decisions = decisions.ConvertAll(d =>
                IsToBeTold(d) ? d with { Record = d.Record with { IsAsked = true, ToldDigest = null } } : d
            );
        await writer.WriteAsync(decisions, run, ct);
        return mayCall ? decisions.FindAll(IsToBeTold) : [];

        bool IsToBeTold(AcaDecision decision) =>
            decision.Position is not null && decision.Record.NextAttemptAt <= now && decision.Record.State == AcaNoticeState.ToLoad;
    }

    /// <summary>A mark of no notice says that any may have changed.</summary>
    private async Task<List<Guid>> MarkedAsync(CancellationToken ct)
    {
        var marked = await session.QueryAsync(
            """
            DELETE FROM aca_marks WHERE organization_id = $1
                AND mark_id IN (SELECT mark_id FROM aca_marks WHERE organization_id = $1 ORDER BY mark_id LIMIT $2)
            RETURNING instalment_id
            """,
            r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0),
            ct,
            session.Organization,
            Size
        );
        if (marked.Contains(null))
            await alignments.AddAsync(AcaAlignmentScope.Changed, isDryRun: false, AcaAlignmentOrigin.Settings, ct);
        return [.. marked.OfType<Guid>().Distinct()];
    }

    private Task<List<Guid>> DueAsync(CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT instalment_id FROM aca_notices WHERE organization_id = $1 AND state = 'to-load' AND next_attempt_at <= $2
            ORDER BY next_attempt_at, instalment_id LIMIT $3
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            clock.GetUtcNow(),
            Size
        );

    /// <summary>
    /// The next notices of the oldest alignment that is not completed. One that begins with the connection waits for the transactions that
    /// were under way when that was entered: they left no mark of what they changed.
    /// </summary>
    private async Task<List<AcaDecision>?> AlignedAsync(Guid run, bool mayCall, CancellationToken ct)
    {
        var open = await session.QueryAsync(
            """
            SELECT alignment_id, scope, is_dry_run, origin, reached FROM aca_alignments
            WHERE organization_id = $1 AND state IN ('waiting', 'running')
                AND (origin <> 'connection' OR begun_after < pg_snapshot_xmin(pg_current_snapshot()))
            ORDER BY alignment_id LIMIT 1
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    IsAll: StateText.Parse<AcaAlignmentScope>(r.GetString(1)) == AcaAlignmentScope.All,
                    IsDryRun: r.GetBoolean(2),
                    IsAskedFor: StateText.Parse<AcaAlignmentOrigin>(r.GetString(3)) == AcaAlignmentOrigin.Request,
                    Reached: r.GetGuid(4)
                ),
            ct,
            session.Organization
        );
        if (open is not [var alignment])
            return null;
        var instalments = await ComparedAsync(alignment.Reached, alignment.IsAll, ct);
        var decisions = (await AcaFacts.ReadAsync(session, instalments, ct)).ConvertAll(f =>
            AcaJudge.Judge(session.Organization, f, clock.GetUtcNow(), alignment.IsAll, alignment.IsAskedFor)
        );
        await CountAsync(alignment.Id, instalments, decisions, ct);
        return alignment.IsDryRun ? [] : await WriteAsync(decisions, run, mayCall, ct);
    }

    /// <summary>
    /// What can be paid, and what the archive may know; of what it has closed, which are the payments of years, only where nothing of it
    /// is believed.
    /// </summary>
    private Task<List<Guid>> ComparedAsync(Guid reached, bool isAll, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT i.instalment_id FROM door.instalments i
            WHERE i.organization_id = $1 AND i.instalment_id > $2
                AND (i.state = 'unpaid'
                    OR EXISTS (SELECT FROM aca_notices n WHERE n.organization_id = $1 AND n.instalment_id = i.instalment_id
                        AND ($4 OR n.state <> 'withdrawn') OFFSET 0))
            ORDER BY i.instalment_id LIMIT $3
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            reached,
            Size,
            isAll
        );

    private Task CountAsync(Guid alignment, List<Guid> instalments, List<AcaDecision> decisions, CancellationToken ct)
    {
        var isLast = instalments.Count < Size;
        return session.ExecuteAsync(
            """
            UPDATE aca_alignments SET reached = $3, state = CASE WHEN $4 THEN 'completed' ELSE 'running' END,
                completed_at = CASE WHEN $4 THEN $5 END, to_load_count = to_load_count + $6, to_change_count = to_change_count + $7,
                to_withdraw_count = to_withdraw_count + $8, unchanged_count = unchanged_count + $9
            WHERE organization_id = $1 AND alignment_id = $2
            """,
            ct,
            session.Organization,
            alignment,
            instalments.Count == 0 ? Guid.Empty : instalments[^1],
            isLast,
            clock.GetUtcNow(),
            Count(AcaVerdict.Load),
            Count(AcaVerdict.Change),
            Count(AcaVerdict.Withdraw),
            Count(AcaVerdict.Nothing) + Count(AcaVerdict.Unchanged) + Count(AcaVerdict.Refuse)
        );

        long Count(AcaVerdict verdict) => decisions.Count(d => d.Verdict == verdict);
    }
}
