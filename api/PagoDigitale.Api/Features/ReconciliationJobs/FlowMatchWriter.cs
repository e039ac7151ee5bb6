using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>Matches movements to rendicontazioni and does what follows: states, postings, instalments.</summary>
public sealed class FlowMatchWriter(TenantSession session, LedgerWriter ledger, InstalmentMarkWriter marks, EventLog events)
{
    public const string AmountMismatch = "amount-mismatch";

    public async Task MatchAsync(RunScope scope, CancellationToken ct)
    {
        var flows = await FlowsAsync(scope, ct);
        await RecogniseByTrnAsync(ct);
        var matches = MovementMatching.Match(await MovementsAsync(scope, ct), flows);
        if (matches.Count == 0)
            return;
        await PostAsync(matches, ct);
        await StoreAsync(matches, ct);
        await marks.MarkReconciledAsync(await InstalmentsAsync([.. matches.Where(m => m.IsExact).Select(m => m.Flow.Id)], ct), ct);
        foreach (var wrong in matches.Where(m => !m.IsExact))
            await events.EmitAsync("rendicontazione.anomalous", "rendicontazione", PublicId.Format("rnd", wrong.Flow.Id),
                new { flowId = wrong.Flow.FlowId, codes = new[] { AmountMismatch }, differenceCents = wrong.Movement.AmountCents - wrong.Flow.TotalCents }, ct);
    }

    private Task<List<FlowFact>> FlowsAsync(RunScope scope, CancellationToken ct) => session.QueryAsync("""
        SELECT rendicontazione_id, flow_id, regulation_id, total_amount_cents, movement_id IS NULL AND ($2::text IS NULL OR flow_id = $2),
            CASE WHEN is_accounted THEN (
                SELECT sum(v.amount_cents)::bigint FROM reversali v JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
                WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id) END
        FROM rendicontazioni r WHERE organization_id = $1 AND state <> 'superseded' ORDER BY rendicontazione_id
        """, r => new FlowFact(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetBoolean(4), r.IsDBNull(5) ? null : r.GetInt64(5)), ct, session.Organization, scope.FlowId);

    private Task<List<MovementFact>> MovementsAsync(RunScope scope, CancellationToken ct) => session.QueryAsync("""
        SELECT movement_id, description, amount_cents, CASE WHEN reference_kind = 'flow' THEN reference_value END, reference_confidence IS NOT DISTINCT FROM 'truncated'
        FROM bank_movements
        WHERE organization_id = $1 AND state = 'unmatched' AND is_pago_pa AND amount_cents > 0 AND reference_kind IS DISTINCT FROM 'iuv'
          AND ($2::uuid IS NULL OR statement_id = $2)
        ORDER BY accounting_date, movement_id
        """, r => new MovementFact(r.GetGuid(0), r.GetString(1), r.GetInt64(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetBoolean(4)), ct,
        session.Organization, scope.StatementId);

    /// <summary>Some banks keep the TRN and lose the words: the TRN of a waiting flow, with its very amount, speaks of pagoPA whatever else is written.</summary>
    private Task<int> RecogniseByTrnAsync(CancellationToken ct) => session.ExecuteAsync("""
        UPDATE bank_movements m SET is_pago_pa = true
        FROM rendicontazioni r
        WHERE m.organization_id = $1 AND NOT m.is_pago_pa AND m.state = 'unmatched' AND m.amount_cents > 0
          AND r.organization_id = $1 AND r.state <> 'superseded' AND r.movement_id IS NULL
          AND r.total_amount_cents = m.amount_cents AND length(r.regulation_id) >= 8 AND position(upper(r.regulation_id) IN upper(m.description)) > 0
        """, ct, session.Organization);

    /// <summary>
    /// What the bank says was transferred is posted once for a movement; a revision of its flow takes it back. A
    /// flow accounted before its movement came has had its transfer posted by the reversale: only the difference is left.
    /// </summary>
    private async Task PostAsync(IReadOnlyList<FlowMatch> matches, CancellationToken ct)
    {
        var references = matches.ToDictionary(m => PublicId.Format("mov", m.Movement.Id), m => m.Movement.AmountCents - (m.Flow.BookedCents ?? 0));
        var posted = await session.QueryAsync("""
            SELECT reference FROM postings WHERE organization_id = $1 AND reference = ANY ($2) AND kind = $3
            GROUP BY reference HAVING sum(CASE WHEN debit = $4 THEN amount_cents ELSE -amount_cents END) <> 0
            """, r => r.GetString(0), ct, session.Organization, references.Keys.ToArray(), LedgerWriter.Text(PostingKind.Transferred), LedgerWriter.Text(LedgerAccount.BankSuspense));
        await ledger.PostAsync([.. references.Where(r => !posted.Contains(r.Key)).SelectMany(r => Transfer(r.Value).Select(p => (p, new PostingSubject(Reference: r.Key))))], ct);
    }

    private static IEnumerable<Posting> Transfer(long cents) =>
        cents >= 0 ? PostingRules.Transfer(cents) : PostingRules.Transfer(-cents).Select(p => new Posting(p.Kind, p.Credit, p.Debit, p.AmountCents));

    private async Task StoreAsync(IReadOnlyList<FlowMatch> matches, CancellationToken ct)
    {
        var values = new object[]
        {
            session.Organization, matches.Select(m => m.Movement.Id).ToArray(), matches.Select(m => m.Flow.Id).ToArray(), matches.Select(m => m.IsExact).ToArray(),
        };
        await session.ExecuteAsync("""
            UPDATE bank_movements m SET rendicontazione_id = n.flow,
                state = CASE WHEN NOT n.is_exact THEN 'amount-mismatch' WHEN r.is_accounted THEN 'regularised' ELSE 'matched' END
            FROM unnest($2::uuid[], $3::uuid[], $4::boolean[]) AS n(movement, flow, is_exact), rendicontazioni r
            WHERE m.organization_id = $1 AND m.movement_id = n.movement AND r.organization_id = $1 AND r.rendicontazione_id = n.flow
            """, ct, values);
        await session.ExecuteAsync("""
            UPDATE reversali v SET movement_id = m.movement_id, provvisorio = m.provvisorio
            FROM unnest($2::uuid[], $3::uuid[], $4::boolean[]) AS n(movement, flow, is_exact), bank_movements m
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = n.flow AND v.movement_id IS NULL AND n.is_exact
              AND m.organization_id = $1 AND m.movement_id = n.movement
            """, ct, values);
        await session.ExecuteAsync("""
            UPDATE rendicontazioni r SET movement_id = n.movement, state = CASE WHEN n.is_exact THEN 'matched' ELSE 'anomalous' END,
                anomalies = CASE WHEN n.is_exact OR jsonb_array_length(r.anomalies) >= 100 THEN r.anomalies ELSE r.anomalies || jsonb_build_object('code', 'amount-mismatch',
                    'message', 'The treasury movement is of ' || m.amount_cents || ' cents, the flow of ' || r.total_amount_cents || '.') END
            FROM unnest($2::uuid[], $3::uuid[], $4::boolean[]) AS n(movement, flow, is_exact), bank_movements m
            WHERE r.organization_id = $1 AND r.rendicontazione_id = n.flow AND m.organization_id = $1 AND m.movement_id = n.movement
            """, ct, values);
    }

    private Task<List<Guid>> InstalmentsAsync(Guid[] flows, CancellationToken ct) => session.QueryAsync("""
        SELECT DISTINCT instalment_id FROM rendicontazione_rows
        WHERE organization_id = $1 AND rendicontazione_id = ANY ($2) AND instalment_id IS NOT NULL AND amount_cents > 0 AND outcome_code <> 3
        """, r => r.GetGuid(0), ct, session.Organization, flows);
}
