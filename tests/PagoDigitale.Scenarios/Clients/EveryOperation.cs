using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>Calls every operation of the contract, with identifiers of what an organization has and the contract's examples.</summary>
internal sealed class EveryOperation(HttpClient http, string organization)
{
    private static readonly string[] Keys = ["id", "code", "noticeNumber", "iban", "stationId", "clientId", "fiscalCode"];

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal) { ["organization"] = organization };

    /// <summary>Reads everything there is. Lists come before what is in them, and tell its identifiers.</summary>
    public async Task ReadAsync(string token)
    {
        foreach (var operation in Operations("GET").OrderBy(o => o.Path.Count(c => c == '/')).ThenBy(o => o.Path, StringComparer.Ordinal))
        {
            using var answer = await http.SendAsync(Request(operation, token));
            if (answer.Content.Headers.ContentType?.MediaType == "application/json")
                Remember(operation, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }
    }

    /// <summary>Changes what is there by the examples: some are taken, others refused because of the state of what they name.</summary>
    public async Task ChangeAsync(string token)
    {
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.Method != "GET"))
            using (await http.SendAsync(Request(operation, token, Body(operation)))) { }
    }

    /// <summary>Names what is not there, which the examples of the parameters do.</summary>
    public async Task MissAsync(string token)
    {
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.Path.Contains('}')))
        {
            using var request = Request(operation, token, Body(operation), _ => false);
            using var answer = await http.SendAsync(request);
        }
    }

    /// <summary>Without a token, and with a parameter that does not exist.</summary>
    public async Task ErrAsync(string token)
    {
        foreach (var operation in OpenApiContract.Instance.Operations.Where(o => o.IsProtected))
        {
            using (await http.SendAsync(Request(operation, null, Body(operation)))) { }
            using var request = Request(operation, token, Body(operation));
            request.RequestUri = new Uri($"{request.RequestUri!.ToString().Split('?')[0]}?nonsense=1", UriKind.Relative);
            using var answer = await http.SendAsync(request);
        }
    }

    private static IEnumerable<ContractOperation> Operations(string method) =>
        OpenApiContract.Instance.Operations.Where(o => o.Method == method);

    private HttpRequestMessage Request(
        ContractOperation operation,
        string? token,
        HttpContent? body = null,
        Func<string, bool>? isKnown = null
    )
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(p => p["in"]!.ToString() == "path"))
        {
            var name = parameter["name"]!.ToString();
            var isOfTheStory = _known.ContainsKey(name) && (name == "organization" || isKnown?.Invoke(name) != false);
            path = path.Replace(
                $"{{{name}}}",
                Uri.EscapeDataString(isOfTheStory ? _known[name] : Example(parameter)),
                StringComparison.Ordinal
            );
        }
        var required = operation.Parameters.Where(p => p["in"]!.ToString() == "query" && p["required"]?.GetValue<bool>() == true);
        var query = string.Join('&', required.Select(p => $"{p["name"]}={Uri.EscapeDataString(Example(p))}"));
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), query.Length == 0 ? path : $"{path}?{query}")
        {
            Content = body,
        };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (operation.Method == "PATCH")
            request.Headers.TryAddWithoutValidation(
                "If-Match",
                string.Join(", ", Enumerable.Range(1, 9).Select(version => $"\"{version}\""))
            );
        return request;
    }

    private static string Example(JsonObject parameter)
    {
        var schema = OpenApiContract.Instance.Resolve(parameter["schema"]);
        return (parameter["example"] ?? schema["example"] ?? schema["enum"]?[0])?.ToString() ?? "1";
    }

    private static ByteArrayContent? Body(ContractOperation operation)
    {
        if (operation.Definition["requestBody"] is not { } declared)
            return null;
        var contents = OpenApiContract.Instance.Resolve(declared)["content"]!.AsObject();
        var (mediaType, content) = contents.FirstOrDefault(c => c.Value!["examples"] is not null, contents.First());
        if (content!["examples"]?.AsObject().First().Value is not { } example)
            return new ByteArrayContent(Png) { Headers = { ContentType = new(mediaType) } };
        var value = OpenApiContract.Instance.Resolve(example)["value"]!;
        var text = mediaType switch
        {
            "application/x-www-form-urlencoded" => string.Join(
                '&',
                value.AsObject().Select(member => $"{member.Key}={Uri.EscapeDataString(member.Value!.ToString())}")
            ),
            _ when value is JsonValue given => given.ToString(),
            _ => value.ToJsonString(),
        };
        return new StringContent(text, Encoding.UTF8, mediaType);
    }

    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    );

    private void Remember(ContractOperation list, JsonNode answer)
    {
        var below = OpenApiContract.Instance.Operations.FirstOrDefault(o =>
            o.Path.StartsWith($"{list.Path}/{{", StringComparison.Ordinal)
            && o.Path.Count(c => c == '/') >= list.Path.Count(c => c == '/') + 1
        );
        if (below is null || (answer as JsonObject)?["items"] is not JsonArray { Count: > 0 } items)
            return;
        var name = below.Path[(list.Path.Length + 2)..].Split('}')[0];
        var key = Keys.First(candidate => items[0]![candidate] is not null);
        _known.TryAdd(name, string.Create(CultureInfo.InvariantCulture, $"{items[0]![key]}"));
    }
}
