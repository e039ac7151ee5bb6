using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed class ReconciliationJobsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddScoped<ILateFacts, AutomaticReconciliation>();
        services.AddScoped<IInstalmentMoney, InstalmentMoneyQueries>();
    }
}
