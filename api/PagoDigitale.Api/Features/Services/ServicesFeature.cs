using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Services;

/// <summary>What an organization collects for, and on which terms.</summary>
public sealed class ServicesFeature : Feature
{
    public override int Floor => 3;

    public override IReadOnlyList<string> Tables => ["services"];

    public override IReadOnlyList<AcrossTenants> Across =>
        [
            new(
                AcrossBy.Function,
                "across.services_outside(text[])",
                "The platform, which puts a taxonomy in force: it brings the codes that are valid.",
                "Two numbers: how many services have another code, and of how many organizations."
            ),
        ];

    public override IReadOnlyList<EventType> Events => [EventType.Of<ServiceChanged>(), EventType.Of<ServiceCreated>()];

    public override IReadOnlyList<ErrorCode> Errors => ServicesErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(PaymentPlanTexts), typeof(ServicesTexts)];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ServicesRead, Scopes.ServicesWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<ITaxonomyUse, TaxonomyUse>();
        services.AddPerCall(
            typeof(ChangeServiceHandler),
            typeof(CreateServiceHandler),
            typeof(ListServicesHandler),
            typeof(ReadServiceHandler),
            typeof(ServiceAccountWriter),
            typeof(ServiceReferenceQueries),
            typeof(ServiceRows),
            typeof(ServiceTaxonomyQueries),
            typeof(ServiceTermsQueries)
        );
    }
}
