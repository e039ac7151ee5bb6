using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PagoDigitale.TestKit.Contract;

/// <summary>
/// Checks JSON against the part of the OpenAPI 3.0 schema language that openapi.yaml uses. Stricter than the language in one
/// thing: a member that the schema does not know is an error also where additionalProperties is not said.
/// </summary>
public sealed class SchemaCheck(OpenApiContract contract)
{
    private static readonly string[] KnownKeywords =
    [
        "type",
        "format",
        "enum",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "minItems",
        "maxItems",
        "uniqueItems",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "maxProperties",
        "minProperties",
        "description",
        "example",
        "default",
        "title",
        "readOnly",
        "writeOnly",
        "nullable",
        "deprecated",
    ];

    /// <summary>
    /// Types of events that tests write themselves, in the place of those that a later version will have: of them the envelope is
    /// checked, as a client does that does not know them.
    /// </summary>
    public const string LaterTypes = "test.";

    public IEnumerable<string> Errors(JsonNode? value, JsonNode? schemaNode, string at)
    {
        var schema = Whole(contract.Resolve(schemaNode));
        if (schema["discriminator"] is JsonObject discriminator)
            return OneOfErrors(value, discriminator, at);
        if (
            schema.FirstOrDefault(k => !KnownKeywords.Contains(k.Key) && !k.Key.StartsWith("x-", StringComparison.Ordinal)).Key is
            { } unknown
        )
            return [$"{at}: the schema uses '{unknown}', which this check does not know"];
        if (value is null)
            return schema["nullable"]?.GetValue<bool>() == true ? [] : [$"{at}: is null"];
        return schema["type"]?.GetValue<string>() switch
        {
            "object" => ObjectErrors(value, schema, at),
            "array" => ArrayErrors(value, schema, at),
            "string" => StringErrors(value, schema, at),
            "integer" => IntegerErrors(value, schema, at),
            "number" => NumberErrors(value, schema, at),
            "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? [] : [$"{at}: is not a boolean"],
            var other => [$"{at}: the schema's type '{other}' is not known"],
        };
    }

    /// <summary>Which schema it must have, is said by the member that tells them apart: the others are not tried.</summary>
    private IEnumerable<string> OneOfErrors(JsonNode? value, JsonObject discriminator, string at)
    {
        var member = discriminator["propertyName"]!.GetValue<string>();
        if (value is not JsonObject instance || instance[member] is not JsonValue said || said.GetValueKind() != JsonValueKind.String)
            return [$"{at}.{member}: is missing"];
        var mapping = discriminator["mapping"]!.AsObject();
        if (mapping[said.GetValue<string>()] is { } named)
            return Errors(value, new JsonObject { ["$ref"] = named.GetValue<string>() }, at);
        if (!said.GetValue<string>().StartsWith(LaterTypes, StringComparison.Ordinal))
            return [$"{at}.{member}: '{said}' is none of the contract"];
        var envelope = (JsonObject)
            Whole(contract.Resolve(new JsonObject { ["$ref"] = mapping.First().Value!.GetValue<string>() })).DeepClone();
        envelope["properties"]![member]!.AsObject().Remove("enum");
        envelope["properties"]!["data"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = true };
        return Errors(value, envelope, at);
    }

    /// <summary>A schema that is made of others, as one: members and what is required of all of them.</summary>
    private JsonObject Whole(JsonObject schema)
    {
        if (schema["allOf"] is not JsonArray parts)
            return schema;
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var part in parts.Select(p => Whole(contract.Resolve(p))))
        {
            foreach (var (name, property) in part["properties"] as JsonObject ?? [])
                properties[name] = property!.DeepClone();
            foreach (var name in part["required"] as JsonArray ?? [])
                required.Add(name!.DeepClone());
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
        };
    }

    private IEnumerable<string> ObjectErrors(JsonNode value, JsonObject schema, string at)
    {
        if (value is not JsonObject instance)
            return [$"{at}: is not an object"];
        var properties = schema["properties"] as JsonObject ?? [];
        var missing = (schema["required"] as JsonArray ?? [])
            .Select(r => r!.GetValue<string>())
            .Where(r => !instance.ContainsKey(r))
            .Select(r => $"{at}.{r}: is missing");
        var additional = schema["additionalProperties"];
        var members = instance.SelectMany(m =>
            properties[m.Key] is { } known
                ? Errors(m.Value, known, $"{at}.{m.Key}")
                : additional switch
                {
                    JsonObject each => Errors(m.Value, each, $"{at}.{m.Key}"),
                    JsonValue allowed when allowed.GetValueKind() == JsonValueKind.True => [],
                    _ => [$"{at}.{m.Key}: is not in the schema"],
                }
        );
        return [.. missing, .. members];
    }

    private IEnumerable<string> ArrayErrors(JsonNode value, JsonObject schema, string at)
    {
        if (value is not JsonArray instance)
            return [$"{at}: is not an array"];
        var count = Bounds(instance.Count, schema, "minItems", "maxItems", at, "items");
        return [.. count, .. instance.SelectMany((item, i) => Errors(item, schema["items"], $"{at}[{i}]"))];
    }

    private static IEnumerable<string> StringErrors(JsonNode value, JsonObject schema, string at)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            return [$"{at}: is not a string"];
        var text = value.GetValue<string>();
        var errors = Bounds(text.Length, schema, "minLength", "maxLength", at, "characters").ToList();
        if (schema["enum"] is JsonArray values && values.All(v => v!.GetValue<string>() != text))
            errors.Add($"{at}: '{text}' is not one of the values");
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern))
            errors.Add($"{at}: '{text}' does not match {pattern}");
        var isOfFormat = schema["format"]?.GetValue<string>() switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            "date-time" => text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            _ => true,
        };
        if (!isOfFormat)
            errors.Add($"{at}: '{text}' is not of its format");
        return errors;
    }

    private static IEnumerable<string> IntegerErrors(JsonNode value, JsonObject schema, string at) =>
        value.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
            ? Bounds(number, schema, "minimum", "maximum", at, "")
            : [$"{at}: is not an integer"];

    private static IEnumerable<string> NumberErrors(JsonNode value, JsonObject schema, string at)
    {
        if (
            value.GetValueKind() != JsonValueKind.Number
            || !decimal.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
        )
            return [$"{at}: is not a number"];
        return schema["minimum"] is { } least && number < least.GetValue<long>() ? [$"{at}: {number} is under {least}"]
            : schema["maximum"] is { } most && number > most.GetValue<long>() ? [$"{at}: {number} is over {most}"]
            : [];
    }

    private static IEnumerable<string> Bounds(long number, JsonObject schema, string min, string max, string at, string unit)
    {
        if (schema[min] is { } least && number < least.GetValue<long>())
            yield return $"{at}: {number} {unit} is under {min} {least}";
        if (schema[max] is { } most && number > most.GetValue<long>())
            yield return $"{at}: {number} {unit} is over {max} {most}";
    }
}
