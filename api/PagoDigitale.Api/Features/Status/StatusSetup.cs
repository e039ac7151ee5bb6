namespace PagoDigitale.Api.Features.Status;

public sealed class StatusSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<JobsCheck>();
        services.AddSingleton<Readiness>();
    }
}
