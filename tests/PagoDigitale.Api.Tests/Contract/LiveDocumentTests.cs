using System.Text.Json.Nodes;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>openapi.yaml is written first; the running application must say the same of itself, no more and no less.</summary>
public sealed class LiveDocumentTests
{
    [Fact]
    public async Task The_running_api_and_the_contract_have_the_same_operations_parameters_schemas_and_statuses()
    {
        await using var api = await TestApi.StartAsync();
        using var http = api.UncheckedHttp();
        var live = (JsonObject)JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;

        var differences = new DocumentComparison(OpenApiContract.Instance, live).Differences().ToList();

        differences.ShouldBeEmpty($"{differences.Count} differences:\n{string.Join('\n', differences)}");
    }
}
