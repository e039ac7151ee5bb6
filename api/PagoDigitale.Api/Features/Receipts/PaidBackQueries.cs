using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// What of the payments of positions is not there any more: refunded, assigned to another notice, or taken back in part from what
/// was owed back. The collection summary does not count it as paid either. What was given back beyond what was owed back is a
/// correction case and takes nothing off. Computed when read, because whoever uses a credit does not touch the position.
/// </summary>
public sealed class PaidBackQueries(TenantSession session)
{
    /// <summary>By position; those of which nothing went back are not in it. Hardly any payment is one: the others cost one look.</summary>
    public async Task<Dictionary<Guid, long>> OfPositionsAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct)
    {
        if (positions.Count == 0)
            return [];
        var payments = await session.QueryAsync(
            """
            SELECT i.position_id, c.receipt_record_id, i.paid_cents
            FROM door.instalments i
            JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = i.receipt_record_id
                AND (c.classification <> 'regular' OR c.version = 'reported') AND c.version NOT IN ('outside', 'assigned')
            WHERE i.organization_id = $1 AND i.position_id = ANY ($2) AND i.paid_cents > 0
              AND (EXISTS (SELECT FROM payer_credit_uses u
                    WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id AND u.withdrawn_at IS NULL)
                OR EXISTS (SELECT FROM door.rendicontazione_rows w
                    WHERE w.organization_id = $1 AND w.iur = c.iur AND w.outcome_code = 3))
            """,
            r => (Position: r.GetGuid(0), Receipt: r.GetGuid(1), Paid: r.GetInt64(2)),
            ct,
            session.Organization,
            positions.ToArray()
        );
        if (payments.Count == 0)
            return [];
        var gone = (
            await session.QueryAsync(
                $"""
                SELECT w.receipt_record_id,
                    (w.whole_cents - w.cents + greatest(0, least(coalesce(u.cents, 0), w.cents) - c.withheld_cents))::bigint
                FROM ({PayerCreditSql.Owed}) w
                JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
                LEFT JOIN ({PayerCreditSql.Used}) u ON u.receipt_record_id = w.receipt_record_id
                WHERE w.receipt_record_id = ANY ($2)
                """,
                r => (r.GetGuid(0), r.GetInt64(1)),
                ct,
                session.Organization,
                payments.Select(p => p.Receipt).ToArray()
            )
        ).ToDictionary(g => g.Item1, g => g.Item2);
        return payments
            .GroupBy(p => p.Position)
            .ToDictionary(g => g.Key, g => g.Sum(p => Math.Clamp(gone.GetValueOrDefault(p.Receipt), 0, p.Paid)));
    }
}
