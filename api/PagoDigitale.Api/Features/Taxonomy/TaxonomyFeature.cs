using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>pagoPA's list of what may be collected, by version.</summary>
public sealed class TaxonomyFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<string> Tables => ["taxonomy_codes", "taxonomy_versions"];

    public override IReadOnlyList<EventType> Events => [EventType.Of<TaxonomyLoaded>()];

    public override IReadOnlyList<ErrorCode> Errors => TaxonomyErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(TaxonomyTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("txv", "taxonomyVersion")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.TaxonomyManage];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(ListTaxonomyCodesHandler),
            typeof(ListTaxonomyVersionsHandler),
            typeof(ReadTaxonomyCodeHandler),
            typeof(ReadTaxonomyVersionHandler),
            typeof(TaxonomyCodeRows),
            typeof(TaxonomyVersionRows),
            typeof(UploadTaxonomyVersionHandler)
        );
        services.AddScoped<TaxonomyCheck>();
    }
}
