using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>An instalment that an event has moved.</summary>
public sealed record MovedInstalment(Guid InstalmentId, Guid PositionId, InstalmentState From, InstalmentState To);

/// <summary>
/// Moves many instalments, where the life cycle lets them: what rendicontazioni, movements and reversali say of their money,
/// and the clock. A few statements whatever the number; those that do not move are simply not in the answer. Where the money
/// puts an instalment is computed from what is stored (<see cref="InstalmentMoney"/>), never from what has just happened:
/// whoever changed rows, matches or reversali calls <see cref="RefreshAsync"/> for the instalments they name.
/// </summary>
public sealed class InstalmentMarkWriter(
    TenantSession session,
    IInstalmentMoney money,
    PositionStateWriter states,
    LedgerWriter ledger,
    PositionEventWriter events
)
{
    /// <summary>Puts each where the receipts, current rendicontazioni, movements and reversali put it.</summary>
    public Task<IReadOnlyList<MovedInstalment>> RefreshAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        ChangeAsync(
            instalmentIds,
            async () =>
                [
                    .. (await money.ReadAsync(instalmentIds, ct)).Select(f => new Move(
                        f.InstalmentId,
                        f.PositionId,
                        f.Money.State,
                        f.Money.Target(),
                        f.Money.WasInPart
                    )),
                ],
            ct
        );

    public Task<IReadOnlyList<MovedInstalment>> ExpireAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        ChangeAsync(
            instalmentIds,
            async () =>
                [
                    .. (await money.ReadAsync(instalmentIds, ct)).Select(f => new Move(
                        f.InstalmentId,
                        f.PositionId,
                        f.Money.State,
                        (InstalmentLifeCycle.Decide(f.Money.State, InstalmentEvent.Expire).State, f.Money.WasInPart),
                        f.Money.WasInPart
                    )),
                ],
            ct
        );

    /// <param name="movesOf">Read once everything is locked: positions first and their instalments after them.</param>
    private async Task<IReadOnlyList<MovedInstalment>> ChangeAsync(
        IReadOnlyCollection<Guid> instalmentIds,
        Func<Task<List<Move>>> movesOf,
        CancellationToken ct
    )
    {
        if (instalmentIds.Count == 0)
            return [];
        var before = await LockPositionsAsync(instalmentIds, ct);
        await session.ExecuteAsync(
            "SELECT 1 FROM instalments WHERE organization_id = $1 AND instalment_id = ANY ($2) ORDER BY instalment_id FOR UPDATE",
            ct,
            session.Organization,
            instalmentIds.ToArray()
        );
        var changed = (await movesOf()).Where(m => m.From != m.To.State || m.WasInPart != m.To.IsInPart).ToList();
        if (changed.Count == 0)
        {
            await states.RecomputeAsync(await StaleAsync([.. before.Keys], ct), ct);
            return [];
        }
        await session.ExecuteAsync(
            """
            UPDATE instalments i SET state = n.state, is_settled_in_part = n.is_in_part,
                state_before_report = CASE WHEN i.state IN ('paid', 'reported', 'reconciled') THEN i.state_before_report ELSE i.state END
            FROM unnest($2::uuid[], $3::text[], $4::boolean[]) AS n(instalment_id, state, is_in_part)
            WHERE i.organization_id = $1 AND i.instalment_id = n.instalment_id
            """,
            ct,
            session.Organization,
            changed.Select(m => m.InstalmentId).ToArray(),
            changed.Select(m => StateText.Of(m.To.State)).ToArray(),
            changed.Select(m => m.To.IsInPart).ToArray()
        );
        Guid[] positions = [.. changed.Select(m => m.PositionId).Union(await StaleAsync([.. before.Keys], ct))];
        await states.RecomputeAsync(positions, ct);
        await EmitAsync(positions, before, ct);
        await IssueDraftsAsync([.. changed.Where(m => m.From == InstalmentState.Draft && InstalmentLifeCycle.IsSettled(m.To.State))], ct);
        return
        [
            .. changed.Where(m => m.From != m.To.State).Select(m => new MovedInstalment(m.InstalmentId, m.PositionId, m.From, m.To.State)),
        ];
    }

    /// <summary>
    /// Those whose sum is not that of their instalments: a payment was taken back or took the place of another, and the state stays,
    /// because rows tell of the debt as before.
    /// </summary>
    private Task<List<Guid>> StaleAsync(Guid[] positions, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT p.position_id FROM positions p JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
            WHERE p.organization_id = $1 AND p.position_id = ANY ($2)
            GROUP BY p.position_id, p.paid_cents HAVING p.paid_cents <> coalesce(sum(i.paid_cents), 0)
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            positions
        );

    private async Task<Dictionary<Guid, string>> LockPositionsAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT p.position_id, p.state FROM positions p WHERE p.organization_id = $1
                    AND p.position_id IN (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1
                        AND i.instalment_id = ANY ($2))
                ORDER BY p.position_id FOR UPDATE
                """,
                r => (r.GetGuid(0), r.GetString(1)),
                ct,
                session.Organization,
                instalmentIds.ToArray()
            )
        ).ToDictionary(r => r.Item1, r => r.Item2);

    /// <summary>Money that is reported for a draft makes it a debt: it enters the ledger late.</summary>
    private async Task IssueDraftsAsync(List<Move> drafts, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return;
        var rows = await session.QueryAsync(
            """
            SELECT i.position_id, i.instalment_id, i.amount_cents, coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1),
                0)::bigint
            FROM instalments i JOIN transfers t USING (organization_id, instalment_id)
            WHERE i.organization_id = $1 AND i.instalment_id = ANY ($2) GROUP BY i.position_id, i.instalment_id, i.amount_cents
            """,
            r =>
                (Subject: new PostingSubject(r.GetGuid(0), r.GetGuid(1)), Shares: new Shares(r.GetInt64(3), r.GetInt64(2) - r.GetInt64(3))),
            ct,
            session.Organization,
            drafts.Select(d => d.InstalmentId).ToArray()
        );
        await ledger.PostAsync([.. rows.SelectMany(r => PostingRules.Issue(r.Shares), (r, p) => (p, r.Subject))], ct);
    }

    /// <summary>One event, named after the new state, for each position whose state is another one.</summary>
    private Task EmitAsync(Guid[] positions, Dictionary<Guid, string> before, CancellationToken ct) =>
        events.EmitAsync(
            [
                .. positions.Select(id =>
                {
                    var previous = StateText.Parse<PositionState>(before[id]);
                    return (
                        id,
                        (Func<PositionFacts, PositionEvent?>)(
                            p => p.State == previous ? null : PositionEventWriter.Reached(p, previous, PaidBy.Correction)
                        )
                    );
                }),
            ],
            ct
        );

    private sealed record Move(
        Guid InstalmentId,
        Guid PositionId,
        InstalmentState From,
        (InstalmentState State, bool IsInPart) To,
        bool WasInPart
    );
}
