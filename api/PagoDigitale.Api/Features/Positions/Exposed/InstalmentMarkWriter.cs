using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>An instalment that an event has moved.</summary>
public sealed record MovedInstalment(Guid InstalmentId, Guid PositionId, InstalmentState From, InstalmentState To);

/// <summary>
/// Moves many instalments by one event, where the life cycle lets them: rendicontazioni report, reconciliation reconciles,
/// the clock expires. A few statements whatever the number; those that do not move are simply not in the answer.
/// </summary>
public sealed class InstalmentMarkWriter(TenantSession session, PositionStateWriter states, LedgerWriter ledger, PositionEventWriter events)
{
    public Task<IReadOnlyList<MovedInstalment>> MarkReportedAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        MarkAsync(instalmentIds, InstalmentEvent.Report, ct);

    public Task<IReadOnlyList<MovedInstalment>> MarkReconciledAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        MarkAsync(instalmentIds, InstalmentEvent.Reconcile, ct);

    /// <summary>No rendicontazione reports these any more: what a receipt proves stays paid, the rest is what it was, owed again or released.</summary>
    public Task<IReadOnlyList<MovedInstalment>> WithdrawReportsAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        MarkAsync(instalmentIds, i => i switch
        {
            { HasReceipt: true } => [InstalmentEvent.WithdrawReport],
            { IsReleased: true, BeforeReport: InstalmentState.Replaced } => [InstalmentEvent.WithdrawPayment, InstalmentEvent.Replace],
            { IsReleased: true } => [InstalmentEvent.WithdrawPayment, InstalmentEvent.Cancel],
            _ => [InstalmentEvent.WithdrawPayment],
        }, ct);

    /// <param name="event">Report, Reconcile, Unreconcile or Expire: those that need nothing but the state.</param>
    public async Task<IReadOnlyList<MovedInstalment>> MarkAsync(IReadOnlyCollection<Guid> instalmentIds, InstalmentEvent @event, CancellationToken ct)
    {
        if (@event is not (InstalmentEvent.Report or InstalmentEvent.Reconcile or InstalmentEvent.Unreconcile or InstalmentEvent.Expire))
            throw new ArgumentOutOfRangeException(nameof(@event), @event, "This event needs more than a mark.");
        var moved = await MarkAsync(instalmentIds, _ => [@event], ct);
        if (@event == InstalmentEvent.Report)
            await IssueDraftsAsync([.. moved.Where(m => m.From == InstalmentState.Draft)], ct);
        return moved;
    }

    private async Task<IReadOnlyList<MovedInstalment>> MarkAsync(IReadOnlyCollection<Guid> instalmentIds, Func<Row, InstalmentEvent[]> eventsOf, CancellationToken ct)
    {
        if (instalmentIds.Count == 0)
            return [];
        var before = await LockPositionsAsync(instalmentIds, ct);
        var moved = (await LockInstalmentsAsync(instalmentIds, ct)).Select(i => new MovedInstalment(i.Id, i.PositionId, i.State, After(i.State, eventsOf(i))))
            .Where(m => m.From != m.To).ToList();
        if (moved.Count == 0)
            return moved;
        await session.ExecuteAsync("""
            UPDATE instalments i SET state = n.state, state_before_report = CASE WHEN n.state = 'reported' THEN i.state ELSE i.state_before_report END
            FROM unnest($2::uuid[], $3::text[]) AS n(instalment_id, state)
            WHERE i.organization_id = $1 AND i.instalment_id = n.instalment_id
            """, ct, session.Organization, moved.Select(m => m.InstalmentId).ToArray(), moved.Select(m => StateText.Of(m.To)).ToArray());
        var positions = moved.Select(m => m.PositionId).Distinct().ToArray();
        await states.RecomputeAsync(positions, ct);
        await EmitAsync(positions, before, ct);
        return moved;
    }

    /// <summary>The first event that is refused ends the way.</summary>
    private static InstalmentState After(InstalmentState state, InstalmentEvent[] events)
    {
        foreach (var @event in events)
        {
            if (InstalmentLifeCycle.Decide(state, @event) is not { IsMoved: true } decision)
                break;
            state = decision.State;
        }
        return state;
    }

    private async Task<Dictionary<Guid, string>> LockPositionsAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        (await session.QueryAsync("""
            SELECT p.position_id, p.state FROM positions p WHERE p.organization_id = $1
                AND p.position_id IN (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.instalment_id = ANY ($2))
            ORDER BY p.position_id FOR UPDATE
            """, r => (r.GetGuid(0), r.GetString(1)), ct, session.Organization, instalmentIds.ToArray())).ToDictionary(r => r.Item1, r => r.Item2);

    private Task<List<Row>> LockInstalmentsAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        session.QueryAsync("""
            SELECT instalment_id, position_id, state, receipt_record_id IS NOT NULL, is_released, state_before_report FROM instalments WHERE organization_id = $1 AND instalment_id = ANY ($2) ORDER BY instalment_id FOR UPDATE
            """, r => new Row(r.GetGuid(0), r.GetGuid(1), StateText.Parse<InstalmentState>(r.GetString(2)), r.GetBoolean(3), r.GetBoolean(4),
                r.IsDBNull(5) ? null : StateText.Parse<InstalmentState>(r.GetString(5))), ct,
            session.Organization, instalmentIds.ToArray());

    /// <summary>Money that is reported for a draft makes it a debt: it enters the ledger late.</summary>
    private async Task IssueDraftsAsync(List<MovedInstalment> drafts, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return;
        var rows = await session.QueryAsync("""
            SELECT i.position_id, i.instalment_id, i.amount_cents, coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0)::bigint
            FROM instalments i JOIN transfers t USING (organization_id, instalment_id)
            WHERE i.organization_id = $1 AND i.instalment_id = ANY ($2) GROUP BY i.position_id, i.instalment_id, i.amount_cents
            """, r => (Subject: new PostingSubject(r.GetGuid(0), r.GetGuid(1)), Shares: new Shares(r.GetInt64(3), r.GetInt64(2) - r.GetInt64(3))), ct,
            session.Organization, drafts.Select(d => d.InstalmentId).ToArray());
        await ledger.PostAsync([.. rows.SelectMany(r => PostingRules.Issue(r.Shares), (r, p) => (p, r.Subject))], ct);
    }

    /// <summary>One event, named after the new state, for each position whose state is another one.</summary>
    private async Task EmitAsync(Guid[] positions, Dictionary<Guid, string> before, CancellationToken ct)
    {
        var after = await session.QueryAsync("SELECT position_id, state FROM positions WHERE organization_id = $1 AND position_id = ANY ($2)",
            r => (Id: r.GetGuid(0), State: r.GetString(1)), ct, session.Organization, positions);
        await events.EmitAsync([.. after.Where(a => before[a.Id] != a.State).Select(a => (a.Id, $"position.{a.State}", (object)new { from = before[a.Id] }))], ct);
    }

    private sealed record Row(Guid Id, Guid PositionId, InstalmentState State, bool HasReceipt, bool IsReleased, InstalmentState? BeforeReport);
}
