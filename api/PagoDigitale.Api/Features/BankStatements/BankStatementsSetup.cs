using PagoDigitale.Api.Features.Rendicontazioni.Door;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed class BankStatementsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<IFlowTransfers, FlowTransferWriter>();
}
