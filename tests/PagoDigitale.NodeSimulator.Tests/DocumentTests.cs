using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("/fdr-org", "/fdr-organizations.yaml", "/fdr-org/service/v1", 3)]
    [InlineData("/aca", "/aca.yaml", "/aca/v1", 1)]
    [InlineData("/bizevents", "/biz-events.yaml", "/bizevents/service/v1", 2)]
    public async Task A_document_has_the_calls_that_are_there(string controls, string document, string basePath, int count)
    {
        await using var scene = await Scene.StartAsync();
        var service = await ServiceCaller.OfAsync(scene.Http, controls, document);

        service.BasePath.ShouldBe(basePath);
        service.Operations.Count.ShouldBe(count);
        service
            .Operations.Select(operation => $"{operation.Method} {basePath}{operation.Path}")
            .ShouldBe(
                scene
                    .Endpoints.OfType<RouteEndpoint>()
                    .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith($"{basePath}/", StringComparison.Ordinal))
                    .Select(endpoint => $"{Method(endpoint)} {endpoint.RoutePattern.RawText}"),
                ignoreOrder: true
            );
    }

    private static string Method(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single();
}
