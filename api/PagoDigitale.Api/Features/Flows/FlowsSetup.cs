using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IGroupedDebts, GroupedRowQueries>();
}
