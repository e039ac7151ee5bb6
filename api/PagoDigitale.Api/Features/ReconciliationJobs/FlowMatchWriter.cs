using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Remittance;
using PagoDigitale.Platform.Database;
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
    /// <summary>Flows whose money has not come, or not as it should.</summary>
    private static readonly SqlText _waiting = Flows("AND r.state IN ('parsed', 'anomalous')");

    /// <summary>Of those that have all their money, those that $2 name, and the few whose ids have another form than usual.</summary>
    private static readonly SqlText _named = Flows(
        """
        AND r.rendicontazione_id IN (
            SELECT n.rendicontazione_id FROM door.rendicontazioni n
                WHERE n.organization_id = $1 AND n.flusso_key = ANY ($2) AND n.state = 'matched'
            UNION SELECT n.rendicontazione_id FROM door.rendicontazioni n
                WHERE n.organization_id = $1 AND NOT n.is_usual AND n.state = 'matched')
        """
    );

    public async Task MatchAsync(RunScope scope, CancellationToken ct)
    {
        var waiting = await FlowsAsync(_waiting, ct, session.Organization);
        await RecogniseByTrnAsync(new TrnIndex(waiting.Where(f => f.IsOpen)), ct);
        var movements = await MovementsAsync(ct);
        var flows = waiting.Concat(await NamedAsync(movements.Keys, ct)).OrderBy(f => f.Id).ToList();
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

    /// <summary>
    /// Flows that have all their money take no more, but a text may name them: of an archive of years those that open movements name are
    /// read, and no others.
    /// </summary>
    private Task<List<FlowFact>> NamedAsync(IReadOnlyCollection<MovementFact> movements, CancellationToken ct) =>
        movements.Count == 0
            ? Task.FromResult(new List<FlowFact>())
            : FlowsAsync(
                _named,
                ct,
                session.Organization,
                movements
                    .SelectMany(m => RemittanceParser.FindPossibleFlows(m.Description).Append(m.FlowReference ?? ""))
                    .Select(id => MovementMatching.Compact(id).ToUpperInvariant())
                    .Distinct()
                    .ToArray()
            );

    private Task<List<FlowFact>> FlowsAsync(string flows, CancellationToken ct, params object?[] values) =>
        session.QueryAsync(
            flows,
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
            values
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

    private static SqlText Flows(string narrowed) => SqlText.Statement(typeof(FlowMatchWriter), "Flows.sql", ("narrowed", narrowed));

    private sealed record OpenLink(Guid MovementId, Guid RendicontazioneId, string FlussoId);
}
