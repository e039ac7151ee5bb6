using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;

namespace PagoDigitale.Api.Features.Reversali;

public sealed class ReversaliSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<IBookedFlows, BookedFlowQueries>();
        services.AddScoped<IBookedMovements, BookedMovementWriter>();
    }
}
