using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using YamlDotNet.RepresentationModel;

namespace PagoDigitale.Api.Features.OpenApi;

/// <summary>
/// openapi.yaml as it was published, to the byte, whatever this instance is called: who compares two instances, or one with the
/// file, finds no difference. Where to send requests is the page's affair (<see cref="DocumentationPage"/>).
/// </summary>
public sealed class PublishedDocument
{
    /// <summary>RFC 9512.</summary>
    public const string YamlMediaType = "application/yaml";

    private readonly Representation _yaml = new(Embedded(), YamlMediaType);

    /// <summary>Made when first asked for: reading half a megabyte of YAML takes longer than a start should.</summary>
    private readonly Lazy<Representation> _json;

    public PublishedDocument() => _json = new(() => new(Converted(_yaml.Bytes), "application/json"));

    public IResult AsYaml() => _yaml.Answer();

    public IResult AsJson() => _json.Value.Answer();

    private static byte[] Embedded()
    {
        using var stream = typeof(PublishedDocument).Assembly.GetManifestResourceStream("openapi.yaml")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Converted(byte[] document)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(new MemoryStream(document));
        yaml.Load(reader);
        return JsonSerializer.SerializeToUtf8Bytes(NodeOf(yaml.Documents[0].RootNode));
    }

    private static JsonNode? NodeOf(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(map.Select(m => KeyValuePair.Create(((YamlScalarNode)m.Key).Value!, NodeOf(m.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Select(NodeOf)]),
            YamlScalarNode scalar => ValueOf(scalar),
            _ => throw new InvalidOperationException($"openapi.yaml has a {node.NodeType} at {node.Start}."),
        };

    /// <summary>The core schema of YAML 1.2 (§10.3.2), of which the document has no floating-point numbers.</summary>
    private static JsonValue? ValueOf(YamlScalarNode scalar) =>
        scalar.Style != YamlDotNet.Core.ScalarStyle.Plain ? JsonValue.Create(scalar.Value)
        : scalar.Value is null or "" or "~" or "null" ? null
        : bool.TryParse(scalar.Value, out var flag) ? JsonValue.Create(flag)
        : long.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(scalar.Value);

    private sealed record Representation(byte[] Bytes, string MediaType)
    {
        // Weak: packed with gzip it is the same document in other bytes.
        private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}\"", isWeak: true);

        public IResult Answer() => Results.Bytes(Bytes, MediaType, entityTag: _tag);
    }
}
