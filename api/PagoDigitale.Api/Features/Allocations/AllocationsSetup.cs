using PagoDigitale.Api.Features.Accertamenti.Door;

namespace PagoDigitale.Api.Features.Allocations;

public sealed class AllocationsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IAccertamentoTotals, AccertamentoTotalQueries>();
}
