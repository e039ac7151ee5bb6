using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
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
    PaymentOptionWriter options,
    LedgerWriter ledger,
    EventLog events
)
{
    private static readonly SqlText _held = SqlText.Statement(typeof(InstalmentMarkWriter), "HeldInstalments.sql");

    /// <summary>Puts each where the receipts, current rendicontazioni, movements and reversali put it.</summary>
    /// <param name="proved">
    /// Of instalments of which rows of matched flows tell: their receipts, where these are regular ones of the node. For those whose only
    /// receipt and transfer that is, which are nearly all, nothing else need be asked.
    /// </param>
    public Task<IReadOnlyList<MovedInstalment>> RefreshAsync(
        IReadOnlyCollection<Guid> instalmentIds,
        CancellationToken ct,
        IReadOnlyDictionary<Guid, Guid>? proved = null
    ) =>
        ChangeAsync(
            instalmentIds,
            async held =>
            {
                var come = held.Where(i => proved is not null && proved.TryGetValue(i.InstalmentId, out var r) && i.HasAllFrom(r)).ToList();
                var others = come.Count == 0 ? instalmentIds : instalmentIds.Except(come.Select(i => i.InstalmentId)).ToList();
                return
                [
                    .. come.Select(i => (i.InstalmentId, i.PositionId, Money: i.AllCome()))
                        .Concat(others.Count == 0 ? [] : await money.ReadAsync(others, ct))
                        .Select(f => new Move(f.InstalmentId, f.PositionId, f.Money.State, f.Money.Target(), f.Money.WasInPart)),
                ];
            },
            ct
        );

    public Task<IReadOnlyList<MovedInstalment>> ExpireAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        ChangeAsync(
            instalmentIds,
            async _ =>
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
        Func<List<HeldInstalment>, Task<List<Move>>> movesOf,
        CancellationToken ct
    )
    {
        if (instalmentIds.Count == 0)
            return [];
        var before = await LockAsync(instalmentIds, ct);
        var held = await HeldAsync(instalmentIds, ct);
        var moves = await movesOf(held);
        if (Chosen(held, moves) is { Count: > 0 } chosen)
        {
            await options.ChooseAsync(chosen, ct);
            held = await HeldAsync(instalmentIds, ct);
            moves = await movesOf(held);
        }
        var changed = moves.Where(m => m.From != m.To.State || m.WasInPart != m.To.IsInPart).ToList();
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
        var positions = changed.Select(m => m.PositionId).ToHashSet();
        positions.UnionWith(await StaleAsync([.. before.Keys.Where(p => !positions.Contains(p))], ct));
        var alone = Alone(held, changed);
        await EmitAsync(
            (await states.SetHeldAsync(alone, ct)).Concat(
                await states.RecomputeHeldAsync([.. positions.Except(alone.Select(i => i.PositionId))], ct)
            ),
            before,
            ct
        );
        await IssueDraftsAsync([.. changed.Where(m => m.From == InstalmentState.Draft && InstalmentLifeCycle.IsSettled(m.To.State))], ct);
        return
        [
            .. changed.Where(m => m.From != m.To.State).Select(m => new MovedInstalment(m.InstalmentId, m.PositionId, m.From, m.To.State)),
        ];
    }

    /// <summary>Those whose money is told of before their payment option was the owed one.</summary>
    private static List<Guid> Chosen(List<HeldInstalment> held, List<Move> moves)
    {
        var alternatives = held.Where(i => i.IsAlternative).Select(i => i.InstalmentId).ToHashSet();
        return
        [
            .. moves
                .Where(m => InstalmentLifeCycle.IsSettled(m.To.State) && alternatives.Contains(m.InstalmentId))
                .Select(m => m.InstalmentId),
        ];
    }

    /// <summary>
    /// Those whose sum is not that of their instalments: a payment was taken back or took the place of another, and the state stays,
    /// because rows tell of the debt as before.
    /// </summary>
    private async Task<List<Guid>> StaleAsync(Guid[] positions, CancellationToken ct) =>
        positions.Length == 0
            ? []
            : await session.QueryAsync(
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

    /// <summary>Each position before its instalments, as all do.</summary>
    /// <returns>The states of the positions.</returns>
    private async Task<Dictionary<Guid, string>> LockAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct)
    {
        var locked = await session.QueryAsync(
            """
            SELECT p.position_id, p.state FROM unnest($2::uuid[]) AS n(id)
            JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = n.id
            JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
            ORDER BY p.position_id, i.instalment_id FOR UPDATE OF p, i
            """,
            r => (Id: r.GetGuid(0), State: r.GetString(1)),
            ct,
            session.Organization,
            instalmentIds.ToArray()
        );
        return locked.DistinctBy(p => p.Id).ToDictionary(p => p.Id, p => p.State);
    }

    /// <summary>By a statement of its own: what others did while the locks were waited for is seen.</summary>
    private Task<List<HeldInstalment>> HeldAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) =>
        session.QueryAsync(
            _held,
            r => new HeldInstalment
            {
                InstalmentId = r.GetGuid(0),
                State = StateText.Parse<InstalmentState>(r.GetString(1)),
                IsInPart = r.GetBoolean(2),
                IsReleased = r.GetBoolean(3),
                BeforeReport = r.IsDBNull(4) ? null : StateText.Parse<InstalmentState>(r.GetString(4)),
                ReceiptId = r.IsDBNull(5) ? null : r.GetGuid(5),
                IsDischarged = r.GetBoolean(6),
                NoticeNumber = r.GetString(7),
                AmountCents = r.GetInt64(8),
                PaidCents = r.GetInt64(9),
                OwnTransfers = r.GetInt32(10),
                IsAlone = r.GetBoolean(11),
                PositionId = r.GetGuid(12),
                ValidFrom = r.IsDBNull(13) ? null : r.GetFieldValue<DateOnly>(13),
                ExternalId = r.IsDBNull(14) ? null : r.GetString(14),
                ServiceCode = r.GetString(15),
                UnitCode = r.IsDBNull(16) ? null : r.GetString(16),
                FlowId = r.IsDBNull(17) ? null : r.GetGuid(17),
            },
            ct,
            session.Organization,
            instalmentIds.ToArray()
        );

    /// <summary>Those of the changed that have a position to themselves, as they are now.</summary>
    private static List<HeldInstalment> Alone(List<HeldInstalment> held, List<Move> changed)
    {
        var moves = changed.ToDictionary(m => m.InstalmentId, m => m.To);
        return
        [
            .. held.Where(i => i.IsAlone && moves.ContainsKey(i.InstalmentId))
                .Select(i => i with { State = moves[i.InstalmentId].State, IsInPart = moves[i.InstalmentId].IsInPart }),
        ];
    }

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
            WHERE i.organization_id = $1 AND i.instalment_id = ANY ($2) AND NOT i.is_released
            GROUP BY i.position_id, i.instalment_id, i.amount_cents
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
    private Task EmitAsync(IEnumerable<KeyValuePair<Guid, PositionFacts>> now, Dictionary<Guid, string> before, CancellationToken ct) =>
        events.EmitAsync(
            [
                .. now.Select(p => (Facts: p.Value, Previous: StateText.Parse<PositionState>(before[p.Key])))
                    .Where(p => p.Facts.State != p.Previous)
                    .Select(p => PositionEventWriter.Reached(p.Facts, p.Previous, PaidBy.Correction))
                    .OfType<PositionEvent>(),
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
