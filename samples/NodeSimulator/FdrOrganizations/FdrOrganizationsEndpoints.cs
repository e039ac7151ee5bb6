using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>The service of rendicontazioni for organizations (fdr-org 1.2).</summary>
internal static class FdrOrganizationsEndpoints
{
    private const string Flows = "/fdr-org/service/v1/organizations/{organizationId}/fdrs";
    private const string Revision = Flows + "/{fdr}/revisions/{revision}/psps/{pspId}";

    public static void MapFdrOrganizations(this WebApplication app)
    {
        var service = app.Services.GetRequiredService<FdrService>();
        app.MapGet(Flows, service.ListAsync);
        app.MapGet(Revision, service.HeaderAsync);
        app.MapGet($"{Revision}/payments", service.PaymentsAsync);
        app.MapGateway("/fdr-org", service.Gateway, "fdr-organizations.yaml");
    }
}
