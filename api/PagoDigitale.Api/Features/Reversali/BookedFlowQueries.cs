using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

public sealed class BookedFlowQueries(TenantSession session) : IBookedFlows
{
    public async Task<Dictionary<Guid, BookedFlow>> OfAsync(IReadOnlyCollection<Guid> rendicontazioni, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT r.rendicontazione_id, b.revisions[1], b.amounts[1], b.cents, b.unproved
                FROM door.rendicontazioni r
                CROSS JOIN LATERAL (
                    SELECT array_agg(v.rendicontazione_id ORDER BY v.reversale_id) AS revisions,
                        array_agg(v.amount_cents ORDER BY v.reversale_id) AS amounts, sum(v.amount_cents)::bigint AS cents,
                        (sum(v.amount_cents) FILTER (WHERE v.movement_id IS NULL))::bigint AS unproved
                    FROM reversali v JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
                    WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND o.flusso_id = r.flusso_id AND o.psp_id = r.psp_id) b
                WHERE r.organization_id = $1 AND r.rendicontazione_id = ANY ($2) AND b.cents IS NOT NULL
                """,
                r =>
                    (
                        Flow: r.GetGuid(0),
                        Booked: new BookedFlow(r.GetGuid(1), r.GetInt64(2), r.GetInt64(3), r.IsDBNull(4) ? null : r.GetInt64(4))
                    ),
                ct,
                session.Organization,
                rendicontazioni.ToArray()
            )
        ).ToDictionary(r => r.Flow, r => r.Booked);
}
