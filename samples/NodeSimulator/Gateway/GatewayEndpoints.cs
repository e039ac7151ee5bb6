namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>The calls that say how a service is to behave, and the one that tells what it answers.</summary>
internal static class GatewayEndpoints
{
    /// <param name="path">Of the service, as in <c>/fdr-org</c>.</param>
    /// <param name="document">The name of its OpenAPI document, which is an embedded resource.</param>
    public static void MapGateway(this WebApplication app, string path, ServiceGateway gateway, string document)
    {
        app.MapGet(
            $"/{document}",
            () => Results.Stream(typeof(GatewayEndpoints).Assembly.GetManifestResourceStream(document)!, "application/yaml")
        );
        app.MapPost(
            $"{path}/subscription-key",
            (ServiceKey key) =>
            {
                if (key.SubscriptionKey is { } text && string.IsNullOrWhiteSpace(text))
                    return Results.Problem("subscriptionKey is empty: without it no key is asked for.", statusCode: 422);
                gateway.AskFor(key.SubscriptionKey);
                return Results.NoContent();
            }
        );
        app.MapPost(
            $"{path}/fault",
            (ServiceFault fault) =>
            {
                if (fault.Problem(gateway.Faults) is { } problem)
                    return Results.Problem(problem, statusCode: 422);
                gateway.Play(fault);
                return Results.Ok(fault);
            }
        );
        app.MapDelete(
            $"{path}/fault",
            () =>
            {
                gateway.Play(null);
                return Results.NoContent();
            }
        );
    }
}
