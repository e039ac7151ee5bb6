using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// Decides anew what nothing has settled: which movements pay out which rendicontazioni, and what to propose for the rest.
/// What agrees in id and amount, or was decided by a person, stays; a match with another amount is looked at again by every run.
/// </summary>
public sealed class FlowMatchWriter(
    TenantSession session,
    MovementLinkWriter links,
    MovementStateWriter states,
    MovementProposalWriter proposals,
    MovementEventWriter events
)
{
    public async Task MatchAsync(RunScope scope, CancellationToken ct)
    {
        var flows = await FlowsAsync(ct);
        await RecogniseByTrnAsync(new TrnIndex(flows.Where(f => f.IsOpen)), ct);
        var movements = await MovementsAsync(ct);
        var statements = movements.ToDictionary(m => m.Key.Id, m => m.Value);
        var found = MovementMatching.Match([.. movements.Keys], flows);
        await ApplyAsync(found, await OpenLinksAsync(ct), IsInScope, ct);
        var matched = found.Select(m => m.Movement.Id).ToHashSet();
        var settled = found
            .GroupBy(m => m.Flow)
            .Where(f => f.Sum(m => m.AmountCents) == f.Key.TotalCents)
            .Select(f => f.Key.Id)
            .ToHashSet();
        await proposals.ReplaceAsync(
            MovementProposals.Of(movements.Keys.Where(m => !matched.Contains(m.Id)), [.. flows.Where(f => !settled.Contains(f.Id))]),
            ct
        );

        bool IsInScope(IEnumerable<Guid> ofMovements, string flussoId) =>
            (scope.FlussoId is null || scope.FlussoId == flussoId)
            && (scope.StatementId is not { } id || ofMovements.Any(m => statements.TryGetValue(m, out var of) && of == id));
    }

    /// <summary>Flow by flow: where the same movements pay it out as before nothing changes.</summary>
    private async Task ApplyAsync(
        IReadOnlyList<FlowMatch> found,
        List<OpenLink> present,
        Func<IEnumerable<Guid>, string, bool> isInScope,
        CancellationToken ct
    )
    {
        var (now, before) = (found.ToLookup(m => m.Flow.Id), present.ToLookup(l => l.RendicontazioneId));
        var changed = found
            .Select(m => (m.Flow.Id, m.Flow.FlussoId))
            .Concat(present.Select(l => (l.RendicontazioneId, l.FlussoId)))
            .Distinct()
            .Where(f => isInScope(now[f.Item1].Select(m => m.Movement.Id).Concat(before[f.Item1].Select(l => l.MovementId)), f.Item2))
            .Select(f => f.Item1)
            .ToList();
        var kept = found
            .Select(m => (m.Movement.Id, m.Flow.Id))
            .Intersect(present.Select(l => (l.MovementId, l.RendicontazioneId)))
            .ToHashSet();
        await links.UnlinkAsync(
            [
                .. changed
                    .SelectMany(f => before[f])
                    .Where(l => !kept.Contains((l.MovementId, l.RendicontazioneId)))
                    .Select(l => l.MovementId)
                    .Distinct(),
            ],
            ct
        );
        var added = changed.SelectMany(f => now[f]).Where(m => !kept.Contains((m.Movement.Id, m.Flow.Id))).ToList();
        await links.LinkAsync([.. added.Select(m => new MovementLink(m.Movement.Id, m.Flow.Id, m.AmountCents, IsDecided: false))], ct);
        await events.EmitPaidOutAsync([.. added.Select(m => (m.Movement.Id, m.Flow.Id))], ct);
    }

    /// <summary>A flow of which a storno took a part back waits for that part, although what stands beside it was decided.</summary>
    private Task<List<FlowFact>> FlowsAsync(CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT r.rendicontazione_id, r.flusso_id, r.psp_id, r.regulation_id, r.regulation_date,
                r.total_amount_cents - CASE WHEN p.is_waiting THEN p.cents ELSE 0 END,
                p.is_waiting OR NOT EXISTS (SELECT FROM door.movement_links l
                    WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id AND (l.is_decided OR r.state = 'matched')),
                p.is_waiting
            FROM door.rendicontazioni r
            CROSS JOIN LATERAL (
                SELECT sum(l.amount_cents)::bigint AS cents,
                    coalesce(sum(l.amount_cents) < r.total_amount_cents
                        AND bool_or(l.amount_cents < 0 AND m.counterpart_id IS NOT NULL), false) AS is_waiting
                FROM door.movement_links l JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = l.movement_id
                WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id) p
            WHERE r.organization_id = $1 AND r.state <> 'superseded' ORDER BY r.rendicontazione_id
            """,
            r => new FlowFact(
                r.GetGuid(0),
                r.GetString(1),
                r.GetString(2),
                r.GetString(3),
                r.GetFieldValue<DateOnly>(4),
                r.GetInt64(5),
                r.GetBoolean(6),
                r.GetBoolean(7)
            ),
            ct,
            session.Organization
        );

    /// <summary>With the statement each came in.</summary>
    private async Task<Dictionary<MovementFact, Guid>> MovementsAsync(CancellationToken ct)
    {
        var refusals = (
            await session.QueryAsync(
                "SELECT movement_id, target FROM door.movement_refusals WHERE organization_id = $1",
                r => (Movement: r.GetGuid(0), Target: r.GetString(1)),
                ct,
                session.Organization
            )
        ).ToLookup(r => r.Movement, r => r.Target);
        return (
            await session.QueryAsync(
                """
                SELECT movement_id, accounting_date, description, amount_cents, CASE WHEN reference_kind = 'flow' THEN reference_value END,
                    reference_confidence IS NOT DISTINCT FROM 'truncated', statement_id
                FROM door.bank_movements
                WHERE organization_id = $1 AND state IN ('unmatched', 'amount-mismatch') AND NOT is_decided AND is_pago_pa
                  AND reference_kind IS DISTINCT FROM 'iuv' AND (amount_cents > 0 OR reference_kind = 'flow')
                  AND NOT EXISTS (
                      SELECT FROM door.movement_links l
                      WHERE l.organization_id = $1 AND l.movement_id = bank_movements.movement_id AND l.is_decided)
                ORDER BY accounting_date, movement_id
                """,
                r =>
                    (
                        Fact: new MovementFact(
                            r.GetGuid(0),
                            r.GetFieldValue<DateOnly>(1),
                            r.GetString(2),
                            r.GetInt64(3),
                            r.IsDBNull(4) ? null : r.GetString(4),
                            r.GetBoolean(5),
                            refusals[r.GetGuid(0)].ToHashSet()
                        ),
                        Statement: r.GetGuid(6)
                    ),
                ct,
                session.Organization
            )
        ).ToDictionary(m => m.Fact, m => m.Statement);
    }

    /// <summary>Matches that an earlier run made for want of a better one.</summary>
    private Task<List<OpenLink>> OpenLinksAsync(CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT l.movement_id, l.rendicontazione_id, r.flusso_id
            FROM door.movement_links l JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = l.movement_id
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
            WHERE l.organization_id = $1 AND m.state = 'amount-mismatch' AND NOT m.is_decided AND NOT l.is_decided
              AND NOT EXISTS (
                  SELECT FROM door.movement_links o
                  WHERE o.organization_id = $1 AND o.rendicontazione_id = l.rendicontazione_id AND o.is_decided)
              AND NOT EXISTS (
                  SELECT FROM door.movement_links o WHERE o.organization_id = $1 AND o.movement_id = l.movement_id AND o.is_decided)
            """,
            r => new OpenLink(r.GetGuid(0), r.GetGuid(1), r.GetString(2)),
            ct,
            session.Organization
        );

    /// <summary>
    /// Some banks keep the TRN and lose the words: the TRN of a waiting flow, with its very amount, speaks of pagoPA whatever else
    /// is written.
    /// </summary>
    private async Task RecogniseByTrnAsync(TrnIndex trns, CancellationToken ct)
    {
        var credits = await session.QueryAsync(
            """
            SELECT m.movement_id, m.amount_cents, m.description FROM unnest($2::bigint[]) AS n(cents)
            JOIN door.bank_movements m ON m.organization_id = $1 AND m.amount_cents = n.cents
            WHERE NOT m.is_pago_pa AND m.state = 'unmatched' AND m.amount_cents > 0
            """,
            r => (Id: r.GetGuid(0), Cents: r.GetInt64(1), Description: r.GetString(2)),
            ct,
            session.Organization,
            trns.Amounts.ToArray()
        );
        await states.RecogniseAsync([.. credits.Where(c => trns.In(c.Description, c.Cents).Any()).Select(c => c.Id)], ct);
    }

    private sealed record OpenLink(Guid MovementId, Guid RendicontazioneId, string FlussoId);
}
