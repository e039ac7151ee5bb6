using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;

namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>Calls operations by their name in the contract, and takes down what the server did for each.</summary>
public sealed class PlanCaller(PlanServer server, HttpClient http, string organization) : IDisposable
{
    /// <summary>Any version up to this.</summary>
    private static readonly string Versions = string.Join(", ", Enumerable.Range(1, 60).Select(v => $"\"{v}\""));

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly NodeCaller _node = server.Api.Node();

    public string Organization => organization;

    public Verdict Verdict { get; set; } = new();

    /// <summary>What the parameters of paths stand for, by their names.</summary>
    public Dictionary<string, string> Ids { get; } = new() { ["organization"] = organization };

    public HashSet<string> Called { get; } = [];

    /// <param name="body">An object to be sent as JSON, bytes, or nothing.</param>
    public async Task<JsonNode> DoAsync(string operation, object? body = null, string query = "", Allowance? allowance = null)
    {
        using var response = await SendAsync(operation, body, query, allowance);
        return response.Content.Headers.ContentType?.MediaType == "application/json"
            ? (await response.Content.ReadFromJsonAsync<JsonNode>())!
            : new JsonObject();
    }

    /// <summary>Of which only the fact matters that it was read to its end.</summary>
    public async Task<byte[]> DownloadAsync(string operation, string query = "", Allowance? allowance = null)
    {
        using var response = await SendAsync(operation, null, query, allowance);
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async Task NodeAsync(PaRequest request, bool isTaken = true)
    {
        var answer = await _node.SendAsync(Ids["station"], request);
        answer.IsOk.ShouldBe(isTaken, Encoding.UTF8.GetString(answer.Body));
        await JudgeAsync(request.GetType().Name, Allowance.Interactive);
    }

    /// <summary>Everything that waits to be done.</summary>
    /// <param name="allowance">For the greatest set that a job has to work on.</param>
    public async Task JobsAsync(string what, Allowance allowance)
    {
        await server.Api.RunJobsAsync();
        await JudgeAsync(what, allowance);
    }

    public async Task JudgeAsync(string doing, Allowance allowance)
    {
        foreach (var statement in await server.ReadAsync(doing))
            Verdict.On(statement, allowance);
    }

    public void Dispose() => _node.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string name, object? body, string query, Allowance? allowance = null)
    {
        var operation = OpenApiContract.Instance.Operation(name);
        var path = Ids.Aggregate(operation.Path, (p, id) => p.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), query.Length == 0 ? path : $"{path}?{query}");
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => JsonContent.Create(
                body,
                body.GetType(),
                new MediaTypeHeaderValue(operation.Method == "PATCH" ? "application/merge-patch+json" : "application/json"),
                Json
            ),
        };
        if (operation.Method == "PATCH")
            request.Headers.TryAddWithoutValidation("If-Match", Versions);
        if (operation.Method == "POST")
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var response = await http.SendAsync(request);
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.IsSuccessStatusCode.ShouldBeTrue($"{name}?{query} answered {status}: {await response.Content.ReadAsStringAsync()}");
        Called.Add(name);
        await JudgeAsync(query.Length == 0 ? name : $"{name}?{query}", allowance ?? Allowance.Interactive);
        return response;
    }
}
