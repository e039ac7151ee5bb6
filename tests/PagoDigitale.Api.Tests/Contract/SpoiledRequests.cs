using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>A request with one thing wrong in it, and how to tell which.</summary>
public sealed record SpoiledRequest(ContractOperation Operation, string What, string? Query = null, JsonNode? Body = null);

/// <summary>
/// Spoils every parameter and every member of every body that openapi.yaml describes, one at a time: absent, null, of
/// another type, too long, out of range.
/// </summary>
public static class SpoiledRequests
{
    private static readonly OpenApiContract Contract = OpenApiContract.Instance;

    public static IEnumerable<SpoiledRequest> Of(ContractOperation operation) => [.. Queries(operation), .. Bodies(operation)];

    /// <summary>
    /// Every name that a problem of this operation may use: parameters, headers, members of the body by their path, and the body itself.
    /// </summary>
    public static HashSet<string> NamesOf(ContractOperation operation) =>
        [
            .. operation.Parameters.Select(p => p["name"]!.ToString()),
            .. JsonBody(operation) is { } body ? Paths(body.Schema, "") : [],
            .. operation.Definition["requestBody"] is null ? [] : new[] { "body" },
        ];

    public static (string MediaType, JsonObject Schema, JsonNode Example)? JsonBody(ContractOperation operation)
    {
        if (operation.Definition["requestBody"] is not { } body)
            return null;
        var (mediaType, content) = Contract.Resolve(body)["content"]!.AsObject().First();
        if (!mediaType.EndsWith("json", StringComparison.Ordinal))
            return null;
        var example = content!["examples"] is JsonObject examples ? Contract.Resolve(examples.First().Value)["value"] : content["example"];
        return (mediaType, Contract.Resolve(content["schema"]), example!);
    }

    public static StringContent Content(ContractOperation operation, JsonNode body) =>
        new(body.ToJsonString(), Encoding.UTF8, JsonBody(operation)!.Value.MediaType);

    private static IEnumerable<SpoiledRequest> Queries(ContractOperation operation)
    {
        var parameters = operation.Parameters.Where(p => p["in"]!.ToString() == "query").ToList();
        var valid = parameters
            .Where(p => p["required"]?.GetValue<bool>() == true)
            .ToDictionary(p => p["name"]!.ToString(), p => p["example"]?.ToString() ?? "1");
        foreach (var parameter in parameters)
        {
            var name = parameter["name"]!.ToString();
            if (valid.ContainsKey(name))
                yield return new(operation, $"{name} absent", Query(valid.Where(v => v.Key != name)));
            foreach (var wrong in WrongTexts(Contract.Resolve(parameter["schema"])))
                yield return new(
                    operation,
                    $"{name}={wrong[..Math.Min(wrong.Length, 20)]}",
                    Query(valid.Where(v => v.Key != name).Append(new(name, wrong)))
                );
            yield return new(operation, $"{name} twice", Query([.. valid.Where(v => v.Key != name), new(name, "1"), new(name, "2")]));
            yield return new(operation, $"{name} hidden", Query(valid.Where(v => v.Key != name).Append(new(name, "a\u200bb"))));
        }
    }

    private static string Query(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Join('&', values.Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}"));

    private static IEnumerable<string> WrongTexts(JsonObject schema)
    {
        if (
            schema["type"]!.ToString() is "integer" or "boolean"
            || schema["format"]?.ToString() is "date" or "date-time"
            || schema["enum"] is not null
        )
            yield return "x";
        if (schema["minimum"] is { } minimum)
            yield return (minimum.GetValue<long>() - 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (schema["maximum"] is { } maximum)
            yield return (maximum.GetValue<long>() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (schema["maxLength"] is { } longest)
            yield return new string('x', (int)longest.GetValue<long>() + 1);
    }

    private static IEnumerable<SpoiledRequest> Bodies(ContractOperation operation)
    {
        if (JsonBody(operation) is not { } body)
            yield break;
        yield return new(operation, "empty object", Body: new JsonObject());
        yield return new(operation, "array", Body: new JsonArray());
        yield return new(operation, "text", Body: JsonValue.Create("x"));
        yield return new(operation, "unknown member", Body: With(body.Example, o => o["neverHeardOf"] = 1));
        foreach (var (path, spoil) in Spoils(body.Schema, body.Example, ""))
            yield return new(operation, path, Body: With(body.Example, spoil));
    }

    private static JsonNode With(JsonNode example, Action<JsonObject> spoil)
    {
        var copy = (JsonObject)example.DeepClone();
        // The same externalId would find what an earlier request made, whatever else is in this one.
        if (copy.ContainsKey("externalId"))
            copy["externalId"] = Guid.NewGuid().ToString("N");
        spoil(copy);
        return copy;
    }

    /// <summary>Every way to spoil one member, also of the objects and first items inside.</summary>
    private static IEnumerable<(string What, Action<JsonObject> Spoil)> Spoils(JsonObject schema, JsonNode example, string at)
    {
        foreach (var (name, node) in schema["properties"] as JsonObject ?? [])
        {
            var member = Contract.Resolve(node);
            yield return ($"{at}{name} absent", o => o.Remove(name));
            // Null in place of an optional member is the same as leaving it out.
            if (schema["required"] is JsonArray required && required.Any(r => r!.ToString() == name))
                yield return ($"{at}{name} null", o => o[name] = null);
            foreach (var (how, value) in WrongValues(member))
                yield return ($"{at}{name} {how}", o => o[name] = value.DeepClone());
            var inner = member["type"]?.ToString() == "array" ? Contract.Resolve(member["items"]) : member;
            var innerExample = example[name] is JsonArray { Count: > 0 } list ? list[0] : example[name];
            if (member["type"]?.ToString() == "array" && innerExample is not null)
            {
                yield return ($"{at}{name} with null", o => o[name]!.AsArray().Add(null));
                yield return ($"{at}{name} with the same twice", o => o[name]!.AsArray().Add(o[name]![0]!.DeepClone()));
            }
            if (innerExample is JsonObject)
                foreach (var (what, spoil) in Spoils(inner, innerExample, $"{at}{name}."))
                    yield return (what, o => spoil(o[name] is JsonArray items ? items[0]!.AsObject() : o[name]!.AsObject()));
        }
    }

    private static IEnumerable<(string How, JsonNode Value)> WrongValues(JsonObject schema)
    {
        yield return ("an object", new JsonObject { ["x"] = new JsonArray() });
        yield return ("an array", new JsonArray { new JsonArray() });
        yield return ("a fraction", JsonValue.Create(1.5));
        if (schema["type"]?.ToString() is "integer")
            yield return ("a negative", JsonValue.Create(-1));
        if (schema["type"]?.ToString() is not "string")
            yield break;
        yield return ("empty", JsonValue.Create(""));
        yield return ("hidden", JsonValue.Create("a\u200bb"));
        yield return ("blank", JsonValue.Create(" "));
        yield return ("too long", JsonValue.Create(new string('x', (int)(schema["maxLength"]?.GetValue<long>() ?? 5_000) + 1)));
    }

    private static IEnumerable<string> Paths(JsonObject schema, string at)
    {
        foreach (var (name, node) in schema["properties"] as JsonObject ?? [])
        {
            var member = Contract.Resolve(node);
            yield return at + name;
            foreach (var path in Paths(member["type"]?.ToString() == "array" ? Contract.Resolve(member["items"]) : member, $"{at}{name}."))
                yield return path;
        }
    }
}
