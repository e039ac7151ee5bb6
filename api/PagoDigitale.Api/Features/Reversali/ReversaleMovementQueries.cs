using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Which movements a reversale settles: all that brought its flow, in whichever revision, as it is now, and those that a storno
/// took off it since, each with the debit that did. So their sum is what has come, and every provvisorio can be told.
/// </summary>
public sealed class ReversaleMovementQueries(TenantSession session)
{
    private const int MovementsMax = 1000;

    private static readonly SqlText _movements = SqlText.Statement(
        typeof(ReversaleMovementQueries),
        "ReversaleMovements.sql",
        ("movements_max", MovementsMax)
    );

    public async Task<ILookup<Guid, ReversaleMovement>> OfAsync(Guid[] reversali, CancellationToken ct) =>
        (
            await session.QueryAsync(
                _movements,
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
                JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.flusso_id = r.flusso_id AND o.psp_id = r.psp_id
                JOIN reversali v ON v.organization_id = $1 AND v.annulled_at IS NULL AND v.rendicontazione_id = o.rendicontazione_id
                WHERE l.organization_id = $1 AND l.movement_id = m.movement_id) v
            """;
}
