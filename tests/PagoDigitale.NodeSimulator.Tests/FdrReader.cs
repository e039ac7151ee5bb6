using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.FdrOrganizations;
using PagoDigitale.NodeSimulator.Rendicontazioni;
using PagoDigitale.TestKit.Contract;
using Shouldly;

namespace PagoDigitale.NodeSimulator.Tests;

/// <summary>Asks the service for organizations as one of them does; every answer is checked against the document that it serves.</summary>
internal sealed class FdrReader
{
    public const string BasePath = "/fdr-org/service/v1";

    private readonly HttpClient _http;
    private readonly OpenApiContract _contract;
    private readonly SchemaCheck _check;

    private FdrReader(HttpClient http, OpenApiContract contract) =>
        (_http, _contract, _check) = (http, contract, new SchemaCheck(contract));

    public string? Key { get; set; }

    public static async Task<FdrReader> OfAsync(Scene scene)
    {
        using var document = new StringReader(await scene.Http.GetStringAsync(new Uri("/fdr-organizations.yaml", UriKind.Relative)));
        return new(scene.Http, new OpenApiContract(document));
    }

    public static string FlowsOf(string organization = FakeEnte.Ente, string query = "") => $"/organizations/{organization}/fdrs{query}";

    public static string HeaderOf(JsonNode flow, string organization = FakeEnte.Ente) =>
        $"/organizations/{organization}/fdrs/{flow["fdr"]}/revisions/{flow["revision"]}/psps/{flow["pspId"]}";

    public async Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(string path)
    {
        using var response = await SendAsync(path);
        return (response.StatusCode, await CheckedAsync(response, path));
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        var (status, body) = await AskAsync(path);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    /// <summary>The whole list on one page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string query = "", string organization = FakeEnte.Ente) =>
        Rows(await GetAsync(FlowsOf(organization, query)));

    public async Task<IReadOnlyList<JsonObject>> PagesAsync(string path, int size)
    {
        var pages = new List<JsonObject>();
        int total;
        do
        {
            pages.Add(await GetAsync(string.Create(CultureInfo.InvariantCulture, $"{path}?page={pages.Count + 1}&size={size}")));
            total = pages[^1]["metadata"]!["totPage"]!.GetValue<int>();
        } while (pages.Count < total);
        return pages;
    }

    /// <summary>As it came, for what keeps to no document.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, BasePath + path);
        if (Key is not null)
            question.Headers.Add("Ocp-Apim-Subscription-Key", Key);
        return await _http.SendAsync(question);
    }

    public async Task PlayAsync(FdrFault fault)
    {
        using var answer = await _http.PostAsJsonAsync("/fdr-org/fault", fault);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<FlowSummary> ChangeAsync(HttpMethod method, string path, object? body = null)
    {
        using var question = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(question);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<FlowSummary>())!;
    }

    public static IReadOnlyList<JsonNode> Rows(JsonObject page) => [.. page["data"]!.AsArray().Select(row => row!)];

    private async Task<JsonObject> CheckedAsync(HttpResponseMessage response, string path)
    {
        var operation = _contract.Find("GET", path.Split('?')[0]).ShouldNotBeNull(path);
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var declared = _contract.Resolve(operation.Definition["responses"]![status].ShouldNotBeNull($"{operation} answered {status}"));
        var mediaType = response.Content.Headers.ContentType!.MediaType!;
        var schema = declared["content"]![mediaType].ShouldNotBeNull($"{operation} answered {mediaType}")["schema"];
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        _check.Errors(body, schema, operation.OperationId).ShouldBeEmpty();
        foreach (var (header, _) in declared["headers"]?.AsObject() ?? [])
            response.Headers.Contains(header).ShouldBeTrue(header);
        return body;
    }
}
