using PagoDigitale.Api.Features.Organizations.Ibans;
using PagoDigitale.Api.Features.Organizations.Logo;
using PagoDigitale.Api.Features.Organizations.Stations;
using PagoDigitale.Api.Features.Organizations.Units;
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

    public override IReadOnlyList<EventType> Events =>
        [
            new("iban.changed", "An account was changed or put out of use."),
            new("iban.created", "An account was entered."),
            new("organization.changed", "An organization or its emblem was changed."),
            new("organization.created", "An organization was entered."),
            new("station.changed", "A station was changed or put out of use."),
            new("station.created", "A station was entered."),
            new("unit.created", "A unit was entered."),
        ];

    public override IReadOnlyList<ErrorCode> Errors => OrganizationsErrors.All;

    public override IReadOnlyList<string> IdPrefixes => ["unt"];

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
            typeof(ReadOrganizationHandler),
            typeof(RemoveOrganizationLogoHandler),
            typeof(UploadOrganizationLogoHandler)
        );
    }
}
