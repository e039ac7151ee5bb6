using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.NodeSimulator.Rendicontazioni;
using Shouldly;

namespace PagoDigitale.NodeSimulator.Tests;

/// <summary>Asks the service of rendicontazioni for organizations.</summary>
internal sealed class FdrReader
{
    private readonly HttpClient _http;
    private readonly ServiceCaller _service;

    private FdrReader(HttpClient http, ServiceCaller service) => (_http, _service) = (http, service);

    public string? Key
    {
        set => _service.Key = value;
    }

    public static async Task<FdrReader> OfAsync(Scene scene) =>
        new(scene.Http, await ServiceCaller.OfAsync(scene.Http, "/fdr-org", "/fdr-organizations.yaml"));

    public static string FlowsOf(string organization = FakeEnte.Ente, string query = "") => $"/organizations/{organization}/fdrs{query}";

    public static string HeaderOf(JsonNode flow, string organization = FakeEnte.Ente) =>
        $"/organizations/{organization}/fdrs/{flow["fdr"]}/revisions/{flow["revision"]}/psps/{flow["pspId"]}";

    public Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(string path) => _service.AskAsync(path);

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
    public Task<HttpResponseMessage> SendAsync(string path) => _service.SendAsync(HttpMethod.Get, path, null);

    public Task PlayAsync(ServiceFault fault) => _service.PlayAsync(fault);

    public Task<HttpStatusCode> TakeFaultBackAsync() => _service.TakeFaultBackAsync();

    public Task<HttpStatusCode> SetKeyAsync(ServiceKey key) => _service.SetKeyAsync(key);

    public async Task<FlowSummary> ChangeAsync(HttpMethod method, string path, object? body = null)
    {
        using var question = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(question);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<FlowSummary>())!;
    }

    public static IReadOnlyList<JsonNode> Rows(JsonObject page) => [.. page["data"]!.AsArray().Select(row => row!)];
}
