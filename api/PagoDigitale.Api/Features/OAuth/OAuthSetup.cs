namespace PagoDigitale.Api.Features.OAuth;

public sealed class OAuthSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<FailedAttempts>();
}
