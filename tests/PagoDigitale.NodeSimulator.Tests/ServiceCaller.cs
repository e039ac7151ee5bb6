using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.TestKit.Contract;
using Shouldly;

namespace PagoDigitale.NodeSimulator.Tests;

/// <summary>Asks a service of pagoPA as an organization does; every answer is checked against the document that it serves.</summary>
internal sealed class ServiceCaller
{
    private readonly HttpClient _http;
    private readonly string _controls;
    private readonly OpenApiContract _contract;
    private readonly SchemaCheck _check;

    private ServiceCaller(HttpClient http, string controls, OpenApiContract contract) =>
        (_http, _controls, _contract, _check) = (http, controls, contract, new SchemaCheck(contract));

    public string BasePath => _contract.Root["servers"]![0]!["url"]!.GetValue<string>();

    public IReadOnlyList<ContractOperation> Operations => _contract.Operations;

    public string? Key { get; set; }

    /// <param name="controls">Where it is told how to behave, as in <c>/aca</c>.</param>
    /// <param name="document">As in <c>/aca.yaml</c>.</param>
    public static async Task<ServiceCaller> OfAsync(HttpClient http, string controls, string document)
    {
        using var answer = await http.GetAsync(new Uri(document, UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/yaml");
        return new(http, controls, new OpenApiContract(new StringReader(await answer.Content.ReadAsStringAsync())));
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(string path) => AskAsync(HttpMethod.Get, path, null);

    public async Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var response = await SendAsync(method, path, body);
        return (response.StatusCode, await CheckedAsync(method, path, response));
    }

    /// <summary>As it came, for what keeps to no document.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var question = new HttpRequestMessage(method, BasePath + path) { Content = body is null ? null : JsonContent.Create(body) };
        if (Key is not null)
            question.Headers.Add("Ocp-Apim-Subscription-Key", Key);
        return await _http.SendAsync(question);
    }

    public async Task PlayAsync(ServiceFault fault)
    {
        using var answer = await _http.PostAsJsonAsync($"{_controls}/fault", fault);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<HttpStatusCode> TakeFaultBackAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri($"{_controls}/fault", UriKind.Relative));
        return answer.StatusCode;
    }

    public async Task<HttpStatusCode> SetKeyAsync(ServiceKey key)
    {
        using var answer = await _http.PostAsJsonAsync($"{_controls}/subscription-key", key);
        return answer.StatusCode;
    }

    private async Task<JsonObject> CheckedAsync(HttpMethod method, string path, HttpResponseMessage response)
    {
        var operation = _contract.Find(method.Method, path.Split('?')[0]).ShouldNotBeNull(path);
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
