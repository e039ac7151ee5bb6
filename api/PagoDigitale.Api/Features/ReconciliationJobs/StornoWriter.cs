using PagoDigitale.Api.Features.ReconciliationJobs.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// A debit that names the flow, or the IUV, of an earlier credit of the very amount takes it back: both are <c>reversed</c>
/// and bring nothing, and what the credit had paid out waits for its money again. A credit that pays out nothing is taken
/// before one that does, the latest first. Whatever a person decided is left to a person; where a reversale was issued on
/// the credit, it is named in the event and by the item of the rendicontazione.
/// </summary>
public sealed class StornoWriter(TenantSession session, MovementLinkWriter links, EventLog events)
{
    public async Task ReverseAsync(RunScope scope, CancellationToken ct)
    {
        if (scope.FlowId is not null)
            return;
        var pairs = await PairsAsync(scope, ct);
        if (pairs.Count == 0)
            return;
        var credits = pairs.Select(p => p.Credit).ToArray();
        var reversali = (await ReversaliAsync(credits, ct)).ToLookup(r => r.Movement, r => r.Reversale);
        await links.UnlinkAsync(credits, ct);
        await session.ExecuteAsync("""
            UPDATE bank_movements m SET state = 'reversed', counterpart_id = n.other
            FROM (SELECT unnest($2::uuid[] || $3::uuid[]) AS id, unnest($3::uuid[] || $2::uuid[]) AS other) n
            WHERE m.organization_id = $1 AND m.movement_id = n.id
            """, ct, session.Organization, credits, pairs.Select(p => p.Debit).ToArray());
        foreach (var (debit, credit) in pairs)
            await events.EmitAsync("movement.reversed", "movement", PublicId.Format("mov", credit),
                new { by = PublicId.Format("mov", debit), reversali = reversali[credit].Select(r => PublicId.Format("rev", r)) }, ct);
    }

    private async Task<List<(Guid Debit, Guid Credit)>> PairsAsync(RunScope scope, CancellationToken ct)
    {
        var debits = await session.QueryAsync("""
            SELECT movement_id, reference_kind, reference_value, -amount_cents, accounting_date FROM bank_movements
            WHERE organization_id = $1 AND state = 'unmatched' AND amount_cents < 0 AND reference_value IS NOT NULL AND reference_confidence <> 'truncated'
              AND NOT is_decided AND ($2::uuid IS NULL OR statement_id = $2)
            """, r => new StornoMovement(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetFieldValue<DateOnly>(4)), ct, session.Organization, scope.StatementId);
        if (debits.Count == 0)
            return [];
        var credits = await session.QueryAsync("""
            SELECT c.movement_id, c.reference_kind, c.reference_value, c.amount_cents, c.accounting_date,
                CASE c.state WHEN 'unmatched' THEN 0 WHEN 'amount-mismatch' THEN 1 ELSE 2 END
            FROM (SELECT DISTINCT n.reference FROM unnest($2::text[]) AS n(reference)) d
            JOIN bank_movements c ON c.organization_id = $1 AND c.reference_value = d.reference
            WHERE c.amount_cents > 0 AND c.reference_confidence <> 'truncated'
              AND NOT c.is_decided AND c.state IN ('unmatched', 'amount-mismatch', 'matched', 'regularised')
              AND NOT EXISTS (SELECT FROM movement_links l WHERE l.organization_id = $1 AND l.movement_id = c.movement_id AND l.is_decided)
            """, r => new StornoMovement(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetFieldValue<DateOnly>(4), r.GetInt32(5)), ct,
            session.Organization, debits.Select(d => d.Reference).Distinct().ToArray());
        var refusals = (await session.QueryAsync("SELECT movement_id, target FROM movement_refusals WHERE organization_id = $1",
            r => (Movement: r.GetGuid(0), Target: r.GetString(1)), ct, session.Organization)).ToLookup(r => r.Movement, r => r.Target);
        return StornoPairing.Of(debits, credits, refusals);
    }

    private Task<List<(Guid Movement, Guid Reversale)>> ReversaliAsync(Guid[] credits, CancellationToken ct) => session.QueryAsync("""
        SELECT DISTINCT l.movement_id, v.reversale_id
        FROM movement_links l JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
        JOIN rendicontazioni o ON o.organization_id = $1 AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id
        JOIN reversali v ON v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = o.rendicontazione_id
        WHERE l.organization_id = $1 AND l.movement_id = ANY ($2)
        """, r => (r.GetGuid(0), r.GetGuid(1)), ct, session.Organization, credits);
}
