using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PagoDigitale.Sdk.Tests;

/// <summary>The examples of openapi.yaml, as JSON.</summary>
internal static class ContractExamples
{
    private static readonly YamlMappingNode Root = Load();

    public static string Json(string example) => Example(example).ToJsonString();

    public static JsonNode Example(string name) => ToJson(At(Root, "components", "examples", name, "value"))!;

    /// <summary>The example of a type of event.</summary>
    public static JsonNode Event(string type)
    {
        var schema = ((YamlScalarNode)At(Root, "components", "schemas", "Event", "discriminator", "mapping", type)).Value!.Split('/')[^1];
        return ToJson(At(Root, "components", "schemas", schema, "example"))!;
    }

    /// <summary>Every example of an answer or of a request, with the schema it belongs to.</summary>
    public static IEnumerable<(string Schema, string Example)> WithSchema()
    {
        var found = new HashSet<(string, string)>();
        foreach (
            var operation in ((YamlMappingNode)At(Root, "paths")).Children.Values.SelectMany(item =>
                ((YamlMappingNode)item).Children.Values
            )
        )
        {
            foreach (var content in Contents((YamlMappingNode)operation))
            {
                var schema = Name(Child(content, "schema"));
                if (schema is null || Child(content, "examples") is not YamlMappingNode examples)
                    continue;
                foreach (var example in examples.Children.Values)
                    found.Add((schema, Name(example)!));
            }
        }
        return found;
    }

    private static IEnumerable<YamlMappingNode> Contents(YamlMappingNode operation)
    {
        var holders = ((YamlMappingNode)At(operation, "responses")).Children.Values.ToList();
        if (Child(operation, "requestBody") is { } body)
            holders.Add(body);
        return holders
            .Select(holder => Child(holder, "content"))
            .OfType<YamlMappingNode>()
            .SelectMany(content => content.Children.Values)
            .Cast<YamlMappingNode>();
    }

    private static string? Name(YamlNode? node) => (Child(node, "$ref") as YamlScalarNode)?.Value?.Split('/')[^1];

    private static YamlNode? Child(YamlNode? node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]);

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => new JsonObject(
                mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))
            ),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => JsonValue.Create(true),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => JsonValue.Create(false),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" } => null,
            YamlScalarNode { Style: ScalarStyle.Plain } scalar
                when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => throw new InvalidOperationException($"Unexpected {node.NodeType}."),
        };

    private static YamlMappingNode Load()
    {
        using var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "openapi.yaml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
