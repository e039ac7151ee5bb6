using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PagoDigitale.TestKit.Contract;

/// <summary>
/// Stands in every client the tests use: each exchange must be one that openapi.yaml allows (path, status, media type, body,
/// and a request that was accepted must have been allowed), and what was exercised is written down.
/// </summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly SchemaCheck Check = NewCheck();

    /// <summary>Bodies come in old encodings too, which the tests' own process knows only when told.</summary>
    private static SchemaCheck NewCheck()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new(OpenApiContract.Instance);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent =
            request.Content is { Headers.ContentEncoding.Count: 0 } content && IsJson(content.Headers.ContentType?.MediaType)
                ? await content.ReadAsStringAsync(cancellationToken)
                : null;
        var response = await base.SendAsync(request, cancellationToken);
        if (OpenApiContract.Instance.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is not { } operation)
            return response;
        ExchangeLog.Record(operation.OperationId, (int)response.StatusCode);
        var errors = await ErrorsAsync(operation, request, sent, response, cancellationToken);
        return errors.Count == 0
            ? response
            : throw new ContractViolationException(
                $"{operation.OperationId} answered {(int)response.StatusCode} against the contract:\n  {string.Join("\n  ", errors)}"
            );
    }

    private static async Task<List<string>> ErrorsAsync(
        ContractOperation operation,
        HttpRequestMessage request,
        string? sent,
        HttpResponseMessage response,
        CancellationToken ct
    )
    {
        var status = (int)response.StatusCode;
        if (operation.Definition["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)] is not { } declared)
            return [$"status {status} is not in the contract"];
        var errors = new List<string>();
        var definition = OpenApiContract.Instance.Resolve(declared);
        errors.AddRange(MissingHeaders(definition, response));
        if (definition["content"] is JsonObject contents)
            errors.AddRange(await BodyErrorsAsync(contents, response, PartialAnswer.AskedOf(operation, request), ct));
        if (sent is not null && response.IsSuccessStatusCode && RequestSchema(operation, request) is { } schema)
            errors.AddRange(Check.Errors(WithoutRemovals(JsonNode.Parse(sent), request), schema, "request"));
        return errors;
    }

    private static async Task<IEnumerable<string>> BodyErrorsAsync(
        JsonObject contents,
        HttpResponseMessage response,
        string[]? fields,
        CancellationToken ct
    )
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType is null || contents[mediaType] is not JsonObject content)
            return [$"the body is {mediaType ?? "absent"}, the contract has {string.Join(", ", contents.Select(c => c.Key))}"];
        if (!IsJson(mediaType))
            return [];
        await response.Content.LoadIntoBufferAsync(ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        try
        {
            var answer = JsonNode.Parse(text);
            var schema =
                fields is not null && response.IsSuccessStatusCode ? PartialAnswer.Schema(content["schema"]!, fields) : content["schema"];
            return Check.Errors(answer, schema, "answer").Concat(CodeCheck.Errors(answer));
        }
        catch (JsonException error)
        {
            return [$"the body is not JSON: {error.Message}"];
        }
    }

    private static IEnumerable<string> MissingHeaders(JsonObject definition, HttpResponseMessage response)
    {
        // A header that is declared is promised, but for those that depend on the request or say themselves that they do.
        string[] conditional = ["Idempotency-Replayed", "Retry-After", "Cache-Control", "Content-Disposition", "WWW-Authenticate"];
        return (definition["headers"] as JsonObject ?? [])
            .Where(h => OpenApiContract.Instance.Resolve(h.Value!)["required"]?.GetValue<bool>() != false)
            .Select(h => h.Key)
            .Where(h =>
                !conditional.Contains(h) && !response.Headers.NonValidated.Contains(h) && !response.Content.Headers.NonValidated.Contains(h)
            )
            .Select(h => $"the header {h} is missing");
    }

    /// <summary>Null in a merge patch removes the member (RFC 7396): the schema describes what stays.</summary>
    private static JsonNode? WithoutRemovals(JsonNode? body, HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Patch || body is not JsonObject patch)
            return body;
        foreach (var removed in patch.Where(m => m.Value is null).Select(m => m.Key).ToList())
            patch.Remove(removed);
        return patch;
    }

    private static JsonNode? RequestSchema(ContractOperation operation, HttpRequestMessage request) =>
        operation.Definition["requestBody"] is { } body
            ? OpenApiContract.Instance.Resolve(body)["content"]?[request.Content!.Headers.ContentType!.MediaType!]?["schema"]
            : null;

    private static bool IsJson(string? mediaType) => mediaType?.EndsWith("json", StringComparison.Ordinal) == true;
}

/// <summary>The running API did something openapi.yaml does not say.</summary>
public sealed class ContractViolationException(string message) : Exception(message);
