using System.Text.Json.Nodes;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>Compares what the contract says with what the application says, in both directions, references resolved.</summary>
public sealed class DocumentComparison(OpenApiContract contract, JsonObject live)
{
    private const int DepthMax = 12;

    public IEnumerable<string> Differences()
    {
        var liveOperations = LiveOperations().ToDictionary(o => o.Id);
        foreach (var operation in contract.Operations)
        {
            if (!liveOperations.Remove(operation.OperationId, out var other))
            {
                yield return $"{operation.OperationId}: is in openapi.yaml and not in the application";
                continue;
            }
            foreach (var difference in OperationDifferences(operation, other.Method, other.Path, other.Definition))
                yield return $"{operation.OperationId}: {difference}";
        }
        foreach (var id in liveOperations.Keys)
            yield return $"{id}: is in the application and not in openapi.yaml";
    }

    private IEnumerable<(string Id, string Method, string Path, JsonObject Definition)> LiveOperations() =>
        from path in live["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        let definition = (JsonObject)method.Value!
        select (definition["operationId"]!.GetValue<string>(), method.Key.ToUpperInvariant(), path.Key, definition);

    private IEnumerable<string> OperationDifferences(ContractOperation operation, string method, string path, JsonObject other)
    {
        if (method != operation.Method || path != operation.Path)
            yield return $"is {operation.Method} {operation.Path} in openapi.yaml and {method} {path} in the application";
        if (other["tags"]?[0]?.GetValue<string>() != operation.Tag)
            yield return $"has the tag {operation.Tag} in openapi.yaml and {other["tags"]?[0]} in the application";
        var differences = ParameterDifferences(operation, other)
            .Concat(BodyDifferences(operation.Definition["requestBody"], other["requestBody"]))
            .Concat(ResponseDifferences(operation, other));
        foreach (var difference in differences)
            yield return difference;
    }

    private IEnumerable<string> ParameterDifferences(ContractOperation operation, JsonObject other)
    {
        var ours = operation.Parameters.ToDictionary(Key, p => Describe(p, p["schema"], contract.Resolve));
        var theirs = (other["parameters"] as JsonArray ?? [])
            .Select(p => ResolveLive(p))
            .ToDictionary(Key, p => Describe(p, p["schema"], ResolveLive));
        return SetDifferences("parameter", ours, theirs);

        static string Key(JsonObject p) => $"{p["in"]} {p["name"]}";

        static string Describe(JsonObject p, JsonNode? schema, Func<JsonNode?, JsonObject> resolve)
        {
            var s = resolve(schema);
            var type = s["type"]?.ToString() == "array" ? $"array of {resolve(s["items"])["type"]}" : $"{s["type"]} {s["format"]}";
            return $"{(p["required"]?.GetValue<bool>() == true ? "required" : "optional")} {type}"
                .Replace(" uuid", "", StringComparison.Ordinal)
                .Trim();
        }
    }

    private IEnumerable<string> BodyDifferences(JsonNode? ours, JsonNode? theirs)
    {
        var a = ours is null ? [] : contract.Resolve(ours)["content"]!.AsObject().ToDictionary(c => c.Key, c => c.Value!["schema"]);
        var b = theirs is null ? [] : ResolveLive(theirs)["content"]!.AsObject().ToDictionary(c => c.Key, c => c.Value!["schema"]);
        foreach (var difference in SetDifferences("request body", a.ToDictionary(c => c.Key, _ => ""), b.ToDictionary(c => c.Key, _ => "")))
            yield return difference;
        foreach (var (mediaType, schema) in a)
            if (b.TryGetValue(mediaType, out var other) && mediaType.EndsWith("json", StringComparison.Ordinal))
                foreach (var difference in SchemaDifferences(schema, other, "request", 0))
                    yield return difference;
    }

    private IEnumerable<string> ResponseDifferences(ContractOperation operation, JsonObject other)
    {
        var ours = operation.Definition["responses"]!.AsObject();
        var theirs = other["responses"]!.AsObject();
        foreach (
            var difference in SetDifferences("status", ours.ToDictionary(r => r.Key, _ => ""), theirs.ToDictionary(r => r.Key, _ => ""))
        )
            yield return difference;
        foreach (var (status, response) in ours)
        {
            var schema = contract.Resolve(response)["content"]?["application/json"]?["schema"];
            if (schema is null || theirs[status] is not { } their || status[0] != '2')
                continue;
            var liveSchema = ResolveLive(their)["content"]?["application/json"]?["schema"];
            foreach (
                var difference in liveSchema is null
                    ? [$"{status}: the application shows no JSON schema"]
                    : SchemaDifferences(schema, liveSchema, status, 0)
            )
                yield return difference;
        }
    }

    private IEnumerable<string> SchemaDifferences(JsonNode? ourNode, JsonNode? theirNode, string at, int depth)
    {
        if (depth > DepthMax)
            return [];
        var ours = contract.Resolve(ourNode);
        var theirs = ResolveLive(theirNode);
        var (a, b) = (TypeOf(ours), TypeOf(theirs));
        if (a != b)
            return [$"{at} is {a} in openapi.yaml and {b} in the application"];
        if (ours["items"] is { } items)
            return SchemaDifferences(items, theirs["items"], $"{at}[]", depth + 1);
        if (ours["properties"] is not JsonObject properties)
            return [];
        return PropertyDifferences(ours, properties, theirs, at, depth);
    }

    private IEnumerable<string> PropertyDifferences(JsonObject ours, JsonObject properties, JsonObject theirs, string at, int depth)
    {
        var others = theirs["properties"] as JsonObject ?? [];
        var (required, theirRequired) = (Required(ours), Required(theirs));
        foreach (
            var difference in SetDifferences(
                $"{at} property",
                properties.ToDictionary(p => p.Key, p => required.Contains(p.Key) ? "required" : "optional"),
                others.ToDictionary(p => p.Key, p => theirRequired.Contains(p.Key) ? "required" : "optional")
            )
        )
            yield return difference;
        foreach (var (name, schema) in properties)
            if (others[name] is { } other)
                foreach (var difference in SchemaDifferences(schema, other, $"{at}.{name}", depth + 1))
                    yield return difference;
    }

    private static string TypeOf(JsonObject schema)
    {
        var values = schema["enum"] is JsonArray e ? $" of {string.Join('|', e.Select(v => v!.ToString()).Order())}" : "";
        var format = schema["format"]?.ToString() is "int32" or "int64" or "date" or "date-time" or "binary" ? $" {schema["format"]}" : "";
        return $"{schema["type"] ?? "object"}{format}{values}";
    }

    private static HashSet<string> Required(JsonObject schema) =>
        [.. (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>())];

    private static IEnumerable<string> SetDifferences(string what, Dictionary<string, string> ours, Dictionary<string, string> theirs)
    {
        foreach (var (key, value) in ours)
            if (!theirs.TryGetValue(key, out var other))
                yield return $"{what} {key}: is in openapi.yaml and not in the application";
            else if (other != value)
                yield return $"{what} {key}: is {value} in openapi.yaml and {other} in the application";
        foreach (var key in theirs.Keys.Except(ours.Keys))
            yield return $"{what} {key}: is in the application and not in openapi.yaml";
    }

    private JsonObject ResolveLive(JsonNode? node)
    {
        var current = (JsonObject)node!;
        while (true)
        {
            if (current["$ref"]?.GetValue<string>() is { } reference)
                current = (JsonObject)reference[2..].Split('/').Aggregate((JsonNode)live, (at, name) => at[name]!);
            else if (current["allOf"] is JsonArray { Count: 1 } one)
                current = (JsonObject)one[0]!;
            else
                return current;
        }
    }
}
