using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Platform.Tenancy;

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
        if (scope.FlussoId is null)
            await stornos.ReverseAsync(await PairsAsync(scope, ct), ct);
    }

    private async Task<List<Storno>> PairsAsync(RunScope scope, CancellationToken ct)
    {
        var debits = await session.QueryAsync(
            """
            SELECT movement_id, reference_kind, reference_value, -amount_cents, accounting_date FROM door.bank_movements
            WHERE organization_id = $1 AND state = 'unmatched' AND amount_cents < 0 AND reference_value IS NOT NULL
                AND reference_confidence <> 'truncated'
              AND NOT is_decided AND ($2::uuid IS NULL OR statement_id = $2)
            """,
            r => new StornoMovement(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetFieldValue<DateOnly>(4)),
            ct,
            session.Organization,
            scope.StatementId
        );
        if (debits.Count == 0)
            return [];
        var credits = await session.QueryAsync(
            """
            SELECT c.movement_id, c.reference_kind, c.reference_value, c.amount_cents, c.accounting_date,
                CASE c.state WHEN 'unmatched' THEN 0 WHEN 'amount-mismatch' THEN 1 ELSE 2 END
            FROM (SELECT DISTINCT n.reference FROM unnest($2::text[]) AS n(reference)) d
            JOIN door.bank_movements c ON c.organization_id = $1 AND c.reference_value = d.reference
            WHERE c.amount_cents > 0 AND c.reference_confidence <> 'truncated'
              AND NOT c.is_decided AND c.state IN ('unmatched', 'amount-mismatch', 'matched', 'regularised')
              AND NOT EXISTS (SELECT FROM door.movement_links l WHERE l.organization_id = $1 AND l.movement_id = c.movement_id
                  AND l.is_decided)
              AND NOT EXISTS (SELECT FROM door.bank_movements p WHERE p.organization_id = $1 AND p.counterpart_id = c.movement_id)
            """,
            r => new StornoMovement(
                r.GetGuid(0),
                r.GetString(1),
                r.GetString(2),
                r.GetInt64(3),
                r.GetFieldValue<DateOnly>(4),
                r.GetInt32(5)
            ),
            ct,
            session.Organization,
            debits.Select(d => d.Reference).Distinct().ToArray()
        );
        var refusals = (
            await session.QueryAsync(
                "SELECT movement_id, target FROM door.movement_refusals WHERE organization_id = $1",
                r => (Movement: r.GetGuid(0), Target: r.GetString(1)),
                ct,
                session.Organization
            )
        ).ToLookup(r => r.Movement, r => r.Target);
        var cents = debits.ToDictionary(d => d.Id, d => d.Cents);
        return [.. StornoPairing.Of(debits, credits, refusals).Select(p => new Storno(p.Debit, p.Credit, cents[p.Debit]))];
    }
}
