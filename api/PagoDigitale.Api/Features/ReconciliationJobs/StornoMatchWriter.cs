using PagoDigitale.Api.Features.ReconciliationJobs.Exposed;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// A debit that names the flow, or the IUV, of an earlier credit of the very amount takes it back. A credit that pays out
/// nothing is taken before one that does, the latest first. Whatever a person decided is left to a person, and so is a
/// credit of which a part was taken back.
/// </summary>
public sealed class StornoMatchWriter(TenantSession session, StornoWriter stornos)
{
    public async Task ReverseAsync(RunScope scope, CancellationToken ct)
    {
        if (scope.FlowId is null)
            await stornos.ReverseAsync(await PairsAsync(scope, ct), ct);
    }

    private async Task<List<Storno>> PairsAsync(RunScope scope, CancellationToken ct)
    {
        var candidates = await session.QueryAsync("""
            SELECT d.movement_id, c.movement_id, c.amount_cents
            FROM bank_movements d JOIN bank_movements c ON c.organization_id = $1 AND c.reference_value = d.reference_value AND c.reference_kind = d.reference_kind
                AND c.amount_cents = -d.amount_cents AND c.accounting_date <= d.accounting_date AND c.reference_confidence <> 'truncated'
                AND NOT c.is_decided AND c.state IN ('unmatched', 'amount-mismatch', 'matched', 'regularised')
            WHERE d.organization_id = $1 AND d.state = 'unmatched' AND d.amount_cents < 0 AND d.reference_value IS NOT NULL AND d.reference_confidence <> 'truncated'
              AND NOT d.is_decided AND ($2::uuid IS NULL OR d.statement_id = $2)
              AND NOT EXISTS (SELECT FROM movement_links l WHERE l.organization_id = $1 AND l.movement_id = c.movement_id AND l.is_decided)
              AND NOT EXISTS (SELECT FROM bank_movements p WHERE p.organization_id = $1 AND p.counterpart_id = c.movement_id)
              AND NOT EXISTS (SELECT FROM movement_refusals x WHERE x.organization_id = $1 AND x.movement_id = d.movement_id AND x.target = c.movement_id::text)
            ORDER BY d.accounting_date, d.movement_id, c.state = 'unmatched' DESC, c.state = 'amount-mismatch' DESC, c.accounting_date DESC, c.movement_id DESC
            """, r => new Storno(r.GetGuid(0), r.GetGuid(1), r.GetInt64(2)), ct, session.Organization, scope.StatementId);
        var taken = new HashSet<Guid>();
        return [.. candidates.Where(c => !taken.Contains(c.Debit) && !taken.Contains(c.Credit) && taken.Add(c.Debit) && taken.Add(c.Credit))];
    }
}
