namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>The service of rendicontazioni for organizations (fdr-org 1.2), and the calls that say how it is to behave.</summary>
internal static class FdrOrganizationsEndpoints
{
    private const string Flows = "/fdr-org/service/v1/organizations/{organizationId}/fdrs";
    private const string Revision = Flows + "/{fdr}/revisions/{revision}/psps/{pspId}";
    private const string Document = "fdr-organizations.yaml";

    public static void MapFdrOrganizations(this WebApplication app)
    {
        app.MapGet(Flows, (HttpContext http, FdrService service) => service.ListAsync(http));
        app.MapGet(Revision, (HttpContext http, FdrService service) => service.HeaderAsync(http));
        app.MapGet($"{Revision}/payments", (HttpContext http, FdrService service) => service.PaymentsAsync(http));
        app.MapGet(
            $"/{Document}",
            () => Results.Stream(typeof(FdrOrganizationsEndpoints).Assembly.GetManifestResourceStream(Document)!, "application/yaml")
        );
        app.MapPost(
            "/fdr-org/subscription-key",
            (FdrKey key, FdrGateway gateway) =>
            {
                if (key.SubscriptionKey is { } text && string.IsNullOrWhiteSpace(text))
                    return Results.Problem("subscriptionKey is empty: without it no key is asked for.", statusCode: 422);
                gateway.AskFor(key.SubscriptionKey);
                return Results.NoContent();
            }
        );
        app.MapPost(
            "/fdr-org/fault",
            (FdrFault fault, FdrGateway gateway) =>
            {
                if (fault.Problem() is { } problem)
                    return Results.Problem(problem, statusCode: 422);
                gateway.Play(fault);
                return Results.Ok(fault);
            }
        );
        app.MapDelete(
            "/fdr-org/fault",
            (FdrGateway gateway) =>
            {
                gateway.Play(null);
                return Results.NoContent();
            }
        );
    }
}

/// <summary>The key that has to be sent as Ocp-Apim-Subscription-Key; without it none is asked for.</summary>
public sealed record FdrKey(string? SubscriptionKey = null);
