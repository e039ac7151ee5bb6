using PagoDigitale.Api.Features.Taxonomy.Door;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed class TaxonomySetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddScoped<TaxonomyCheck>();
}
