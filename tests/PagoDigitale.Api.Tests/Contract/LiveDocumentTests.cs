using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Swashbuckle.AspNetCore.Swagger;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>openapi.yaml is written first; the running application must say the same of itself, no more and no less.</summary>
public sealed class LiveDocumentTests
{
    [Fact]
    public async Task The_running_api_and_the_contract_have_the_same_operations_parameters_schemas_and_statuses()
    {
        await using var api = await TestApi.StartAsync();
        var document = await api.Services.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync("v1");
        var live = (JsonObject)JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0))!;

        var differences = new DocumentComparison(OpenApiContract.Instance, live).Differences().ToList();

        differences.ShouldBeEmpty($"{differences.Count} differences:\n{string.Join('\n', differences)}");
    }
}
