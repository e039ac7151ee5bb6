using PagoDigitale.Api.Features.Taxonomy.Exposed;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed class TaxonomySetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<TaxonomyCheck>();
}
