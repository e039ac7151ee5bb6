using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>The accertamenti that reversali have booked, annulled ones too: they are shown as they were.</summary>
public sealed class BookedUseQueries(TenantSession session) : IAccertamentoUse
{
    public async Task<IReadOnlyCollection<Guid>> NamedAsync(IReadOnlyCollection<Guid> accertamenti, CancellationToken ct) =>
        await session.QueryAsync(
            """
            SELECT id FROM unnest($2::uuid[]) AS u(id)
            WHERE EXISTS (SELECT FROM reversale_allocations b WHERE b.organization_id = $1 AND b.accertamento_id = u.id)
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            accertamenti.ToArray()
        );
}
