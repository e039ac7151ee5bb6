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
        var candidates = await session.QueryAsync("""
            SELECT d.movement_id, c.movement_id
            FROM bank_movements d JOIN bank_movements c ON c.organization_id = $1 AND c.reference_value = d.reference_value AND c.reference_kind = d.reference_kind
                AND c.amount_cents = -d.amount_cents AND c.accounting_date <= d.accounting_date AND c.reference_confidence <> 'truncated'
                AND NOT c.is_decided AND c.state IN ('unmatched', 'amount-mismatch', 'matched', 'regularised')
            WHERE d.organization_id = $1 AND d.state = 'unmatched' AND d.amount_cents < 0 AND d.reference_value IS NOT NULL AND d.reference_confidence <> 'truncated'
              AND NOT d.is_decided AND ($2::uuid IS NULL OR d.statement_id = $2)
              AND NOT EXISTS (SELECT FROM movement_links l WHERE l.organization_id = $1 AND l.movement_id = c.movement_id AND l.is_decided)
              AND NOT EXISTS (SELECT FROM movement_refusals x WHERE x.organization_id = $1 AND x.movement_id = d.movement_id AND x.target = c.movement_id::text)
            ORDER BY d.accounting_date, d.movement_id, c.state = 'unmatched' DESC, c.state = 'amount-mismatch' DESC, c.accounting_date DESC, c.movement_id DESC
            """, r => (Debit: r.GetGuid(0), Credit: r.GetGuid(1)), ct, session.Organization, scope.StatementId);
        var taken = new HashSet<Guid>();
        return [.. candidates.Where(c => !taken.Contains(c.Debit) && !taken.Contains(c.Credit) && taken.Add(c.Debit) && taken.Add(c.Credit))];
    }

    private Task<List<(Guid Movement, Guid Reversale)>> ReversaliAsync(Guid[] credits, CancellationToken ct) => session.QueryAsync("""
        SELECT DISTINCT l.movement_id, v.reversale_id
        FROM movement_links l JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
        JOIN rendicontazioni o ON o.organization_id = $1 AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id
        JOIN reversali v ON v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = o.rendicontazione_id
        WHERE l.organization_id = $1 AND l.movement_id = ANY ($2)
        """, r => (r.GetGuid(0), r.GetGuid(1)), ct, session.Organization, credits);
}
