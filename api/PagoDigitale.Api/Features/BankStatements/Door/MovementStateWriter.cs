using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>What others have found out about movements, of those that no link says it of.</summary>
public sealed class MovementStateWriter(TenantSession session)
{
    /// <summary>They speak of pagoPA although their words do not say so.</summary>
    public async Task RecogniseAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct)
    {
        if (movements.Count > 0)
            await session.ExecuteAsync(
                "UPDATE bank_movements SET is_pago_pa = true WHERE organization_id = $1 AND movement_id = ANY ($2)",
                ct,
                session.Organization,
                movements.ToArray()
            );
    }

    /// <summary>
    /// Reversali have booked these flows. A movement that paid out several is regularised with the last of them. From the flows to their
    /// movements and from those to their flows, one by one: by statistics of before a long statement each was compared with all.
    /// </summary>
    public Task RegulariseAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE bank_movements m SET state = 'regularised' WHERE m.organization_id = $1 AND m.state = 'matched'
              AND m.movement_id = ANY (ARRAY(
                  SELECT l.movement_id FROM unnest($2::uuid[]) AS f(id) CROSS JOIN LATERAL (
                      SELECT l.movement_id FROM movement_links l WHERE l.organization_id = $1 AND l.rendicontazione_id = f.id OFFSET 0) l))
              AND NOT EXISTS (
                  SELECT FROM movement_links l WHERE l.organization_id = $1 AND l.movement_id = m.movement_id AND EXISTS (
                      SELECT FROM door.rendicontazioni r
                      WHERE r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id AND NOT r.is_accounted OFFSET 0)
                  OFFSET 0)
            """,
            ct,
            session.Organization,
            flows.ToArray()
        );
}
