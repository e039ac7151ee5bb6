using PagoDigitale.Api.Features.Accertamenti.Door;

namespace PagoDigitale.Api.Features.Reversali;

public sealed class ReversaliSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IAccertamentoUse, BookedUseQueries>();
}
