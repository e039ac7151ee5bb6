using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace PagoDigitale.TestKit.Contract;

/// <summary>One operation of the contract.</summary>
public sealed record ContractOperation(
    string OperationId,
    string Method,
    string Path,
    string Tag,
    JsonObject Definition,
    IReadOnlyList<JsonObject> Parameters
)
{
    private readonly Regex _template = new(
        "^" + Regex.Replace(Regex.Escape(Path).Replace("\\{", "{", StringComparison.Ordinal), "{[^}]+}", "[^/]+") + "$"
    );

    /// <summary>Null where no token is needed, and where any is enough.</summary>
    public string? Scope => Scopes?.FirstOrDefault()?.GetValue<string>();

    public bool IsProtected => Scopes is not null;

    private JsonArray? Scopes => Definition["security"]?.AsArray().FirstOrDefault()?["oauth2"]?.AsArray();

    public bool IsTenant => Path.Contains("{organization}", StringComparison.Ordinal);

    public IEnumerable<int> Statuses =>
        Definition["responses"]!.AsObject().Select(r => int.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture));

    public bool Matches(string method, string path) => method.Equals(Method, StringComparison.OrdinalIgnoreCase) && _template.IsMatch(path);

    public override string ToString() => OperationId;
}

/// <summary>openapi.yaml as the tests see it: operations, resolved references.</summary>
public sealed class OpenApiContract
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    private static readonly Lazy<OpenApiContract> Loaded = new(() =>
        new OpenApiContract(Path.Combine(AppContext.BaseDirectory, "openapi.yaml"))
    );

    private OpenApiContract(string file)
        : this(new StringReader(File.ReadAllText(file))) { }

    public OpenApiContract(TextReader document)
    {
        var yaml = new YamlStream();
        yaml.Load(document);
        Root = (JsonObject)Convert(yaml.Documents[0].RootNode)!;
        Operations = [.. ReadOperations()];
    }

    public static OpenApiContract Instance => Loaded.Value;

    /// <summary>What the node asks of a station, which is no part of openapi.yaml.</summary>
    public static OpenApiContract PaymentOptions { get; } = new(Path.Combine(AppContext.BaseDirectory, "payment-options.yaml"));

    public JsonObject Root { get; }

    public IReadOnlyList<ContractOperation> Operations { get; }

    public ContractOperation Operation(string operationId) => Operations.Single(o => o.OperationId == operationId);

    /// <summary>The operation a request is for: a literal segment wins over a parameter.</summary>
    public ContractOperation? Find(string method, string path) =>
        Operations.Where(o => o.Matches(method, path)).OrderBy(o => o.Path.Count(c => c == '{')).FirstOrDefault();

    public JsonObject Resolve(JsonNode? node)
    {
        var current = (JsonObject)node!;
        while (current["$ref"]?.GetValue<string>() is { } reference)
            current = (JsonObject)
                reference[2..].Split('/').Aggregate((JsonNode)Root, (at, name) => at[name.Replace("~1", "/", StringComparison.Ordinal)]!);
        return current;
    }

    private IEnumerable<ContractOperation> ReadOperations()
    {
        foreach (var (path, item) in Root["paths"]!.AsObject())
        foreach (var method in Methods)
            if (item![method] is JsonObject operation)
            {
                var parameters = new[] { item["parameters"], operation["parameters"] }
                    .OfType<JsonArray>()
                    .SelectMany(p => p)
                    .Select(Resolve)
                    .ToList();
                yield return new(
                    operation["operationId"]!.GetValue<string>(),
                    method.ToUpperInvariant(),
                    path,
                    operation["tags"]![0]!.GetValue<string>(),
                    operation,
                    parameters
                );
            }
    }

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Convert(c.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => null,
        };

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        if (scalar.Style is not YamlDotNet.Core.ScalarStyle.Plain)
            return scalar.Value;
        if (scalar.Value is "true" or "false")
            return scalar.Value == "true";
        return scalar.Value is "null" or "~" or "" ? null
            : long.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
            : scalar.Value;
    }
}
