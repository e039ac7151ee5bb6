using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The accertamenti that allocations of transfers name.</summary>
public sealed class AllocationUseQueries(TenantSession session) : IAccertamentoUse
{
    public async Task<IReadOnlyCollection<Guid>> NamedAsync(IReadOnlyCollection<Guid> accertamenti, CancellationToken ct) =>
        await session.QueryAsync(
            """
            SELECT id FROM unnest($2::uuid[]) AS u(id)
            WHERE EXISTS (SELECT FROM allocations l WHERE l.organization_id = $1 AND l.accertamento_id = u.id)
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            accertamenti.ToArray()
        );
}
