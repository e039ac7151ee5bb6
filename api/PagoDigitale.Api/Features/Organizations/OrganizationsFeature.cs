using PagoDigitale.Api.Features.Organizations.Ibans;
using PagoDigitale.Api.Features.Organizations.Logo;
using PagoDigitale.Api.Features.Organizations.Stations;
using PagoDigitale.Api.Features.Organizations.Units;
using PagoDigitale.Documents.Pdf.Images;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations;

/// <summary>Who collects: the creditor body, its accounts, stations, units and emblem.</summary>
public sealed class OrganizationsFeature : Feature
{
    public override int Floor => 1;

    public override IReadOnlyList<string> Tables => ["ibans", "organization_logos", "organizations", "stations", "units"];

    public override IReadOnlyList<AcrossTenants> Across =>
        [
            new(
                AcrossBy.Function,
                "across.may_credit(text,text)",
                "An organization that sends money to another's account: it names both.",
                "Yes or no; yes as well for who is not here, whom nobody here can judge."
            ),
            new(
                AcrossBy.Policy,
                "organizations.registry_is_added_to",
                "The platform, for a client that enters an organization it acts for.",
                "Nothing: it adds."
            ),
            new(
                AcrossBy.Policy,
                "organizations.registry_is_read",
                "The platform, which keeps the registry: lists for a client those it acts for, goes round all by the clock.",
                "The entries of the registry; no account, station, unit or logo, nothing that belongs to an organization's work."
            ),
        ];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<IbanChanged>(),
            EventType.Of<IbanCreated>(),
            EventType.Of<OrganizationChanged>(),
            EventType.Of<OrganizationCreated>(),
            EventType.Of<StationChanged>(),
            EventType.Of<StationCreated>(),
            EventType.Of<UnitCreated>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => OrganizationsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(OrganizationsTexts), typeof(PictureTexts), typeof(StationsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("unt", "unit")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.OrganizationsManage, Scopes.OrganizationsRead, Scopes.OrganizationsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ITenantRegistry, TenantRegistry>();
        services.AddPerCall(
            typeof(ChangeIbanHandler),
            typeof(ChangeOrganizationHandler),
            typeof(ChangeStationHandler),
            typeof(CreateIbanHandler),
            typeof(CreateOrganizationHandler),
            typeof(CreateStationHandler),
            typeof(CreateUnitHandler),
            typeof(DefaultStationWriter),
            typeof(DownloadOrganizationLogoHandler),
            typeof(ListIbansHandler),
            typeof(ListOrganizationsHandler),
            typeof(ListStationsHandler),
            typeof(ListUnitsHandler),
            typeof(OrganizationEventWriter),
            typeof(ReadOrganizationHandler),
            typeof(RemoveOrganizationLogoHandler),
            typeof(UploadOrganizationLogoHandler)
        );
    }
}
