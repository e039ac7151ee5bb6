using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Which movements a reversale settles: all that brought its flow, in whichever revision, as it is now, and those that a storno
/// took off it since, each with the debit that did. So their sum is what has come, and every provvisorio can be told.
/// </summary>
public sealed class ReversaleMovementQueries(TenantSession session)
{
    private const int MovementsMax = 1000;

    private static string Parts(string reversali) =>
        $"""
            SELECT v.reversale_id, l.movement_id, l.amount_cents
            FROM reversali v
            CROSS JOIN LATERAL (
                SELECT l.movement_id, l.amount_cents
                FROM door.rendicontazioni o
                JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.flow_id = o.flow_id AND r.psp_id = o.psp_id
                    AND r.state <> 'superseded'
                JOIN door.movement_links l ON l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id
                WHERE o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
                -- From the reversale to its movements: of an organization the statistics do not know, all its links were read first.
                OFFSET 0) l
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND {reversali}
            UNION ALL
            SELECT v.reversale_id, n.movement_id, n.amount_cents
            FROM reversali v
            JOIN reversale_stornos t ON t.organization_id = $1 AND t.reversale_id = v.reversale_id
            JOIN door.bank_movements d ON d.organization_id = $1 AND d.movement_id = t.debit_id AND d.state = 'reversed'
            CROSS JOIN LATERAL (VALUES (t.credit_id, t.amount_cents), (t.debit_id, -t.amount_cents)) AS n(movement_id, amount_cents)
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND {reversali}
            """;

    public async Task<ILookup<Guid, ReversaleMovement>> OfAsync(Guid[] reversali, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT * FROM (
                    SELECT p.reversale_id, p.movement_id, b.accounting_date, b.provvisorio, p.amount_cents,
                        row_number() OVER (PARTITION BY p.reversale_id ORDER BY b.accounting_date, b.movement_id) AS place
                    FROM ({Parts("v.reversale_id = ANY ($2)")}) p
                    JOIN door.bank_movements b ON b.organization_id = $1 AND b.movement_id = p.movement_id) m
                WHERE place <= {MovementsMax} ORDER BY reversale_id, place
                """,
                r =>
                    (
                        Reversale: r.GetGuid(0),
                        Movement: new ReversaleMovement
                        {
                            MovementId = PublicId.Format("mov", r.GetGuid(1)),
                            AccountingDate = r.GetFieldValue<DateOnly>(2),
                            Provvisorio = r.IsDBNull(3) ? null : r.GetString(3),
                            AmountCents = r.GetInt64(4),
                        }
                    ),
                ct,
                session.Organization,
                reversali
            )
        ).ToLookup(r => r.Reversale, r => r.Movement);

    /// <summary>
    /// Reversali that a movement <c>b</c> belongs to, by any part of it; an annulled one keeps the movement that it named.
    /// </summary>
    public static string ReversaliOf(string movement) =>
        $"""
            SELECT v.reversale_id
            FROM (SELECT b.movement_id FROM door.bank_movements b WHERE b.organization_id = $1 AND {movement}) m
            CROSS JOIN LATERAL (
                SELECT v.reversale_id FROM reversali v WHERE v.organization_id = $1 AND v.movement_id = m.movement_id
                UNION
                SELECT t.reversale_id FROM reversale_stornos t WHERE t.organization_id = $1 AND (t.credit_id = m.movement_id
                    OR t.debit_id = m.movement_id)
                UNION
                SELECT v.reversale_id FROM door.movement_links l
                JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
                JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id
                JOIN reversali v ON v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = o.rendicontazione_id
                WHERE l.organization_id = $1 AND l.movement_id = m.movement_id) v
            """;
}
