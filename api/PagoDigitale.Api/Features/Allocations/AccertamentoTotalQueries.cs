using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Allocations;

public sealed class AccertamentoTotalQueries(TenantSession session) : IAccertamentoTotals
{
    public async Task<IReadOnlyDictionary<Guid, AccertamentoTotals>> OfAsync(
        IReadOnlyCollection<Guid> accertamenti,
        CancellationToken ct
    ) =>
        (
            await session.QueryAsync(
                AccertamentoTotalsSql.Totals,
                r => (Id: r.GetGuid(0), Totals: new AccertamentoTotals(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3))),
                ct,
                session.Organization,
                accertamenti.ToArray()
            )
        ).ToDictionary(t => t.Id, t => t.Totals);
}
