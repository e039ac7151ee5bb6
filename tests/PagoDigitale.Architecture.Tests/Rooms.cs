using System.Text.RegularExpressions;
using PagoDigitale.Api;
using PagoDigitale.Platform.Features;

namespace PagoDigitale.Architecture.Tests;

/// <summary>How one room of the house uses another.</summary>
public enum Use
{
    /// <summary>Its C# names a type of the other's door.</summary>
    Calls,

    /// <summary>Its SQL reads what the other publishes in the schema <c>door</c>.</summary>
    ReadsDoor,

    /// <summary>Its SQL reads a table of the other's.</summary>
    ReadsTable,

    /// <summary>Its SQL writes a table of the other's.</summary>
    WritesTable,
}

/// <param name="What">The type's namespace, or the table.</param>
/// <param name="File">From the root of the source.</param>
public sealed record Edge(Feature From, Feature To, Use Use, string What, string File)
{
    public bool GoesDown => To.Floor < From.Floor;

    public override string ToString() => $"{From.Name} ({From.Floor}) {Use} {What} of {To.Name} ({To.Floor}) in {File}";
}

/// <summary>The rooms of the house and their uses of each other, as the source has them: C# and SQL.</summary>
public static partial class Rooms
{
    private static readonly Dictionary<string, Feature> _owners = House
        .Features.SelectMany(f => f.Tables.Concat(f.Views), (f, t) => (Table: t, Feature: f))
        .ToDictionary(o => o.Table, o => o.Feature);

    public static IReadOnlyList<Edge> Edges { get; } = [.. House.Features.SelectMany(Of)];

    public static string FolderOf(Feature feature) =>
        feature.GetType().Namespace is { } name && name.StartsWith("PagoDigitale.Api.", StringComparison.Ordinal)
            ? $"api/PagoDigitale.Api/{name["PagoDigitale.Api.".Length..].Replace('.', '/')}"
            : "api/PagoDigitale.Platform";

    private static IEnumerable<Edge> Of(Feature feature)
    {
        var folder = Path.Combine(Product.Root, FolderOf(feature));
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal))
                continue;
            var file = Path.GetRelativePath(Product.Root, path);
            var found = Path.GetExtension(path) switch
            {
                ".cs" => Calls(feature, file, File.ReadAllText(path)).Concat(Tables(feature, file, SqlIn(File.ReadAllText(path)))),
                ".sql" => Tables(feature, file, [File.ReadAllText(path)]),
                _ => [],
            };
            foreach (var edge in found)
                yield return edge;
        }
    }

    private static IEnumerable<Edge> Calls(Feature feature, string file, string source) =>
        from name in FeatureNamespace().Matches(source).Select(m => m.Groups[1].Value).Distinct()
        let other = House.Features.Single(f => f.Name == name)
        where other != feature
        select new Edge(feature, other, Use.Calls, name, file);

    private static IEnumerable<Edge> Tables(Feature feature, string file, IEnumerable<string> statements) =>
        (
            from statement in statements
            from word in Word().Matches(SqlComment().Replace(statement, "")).Cast<Match>()
            let table = word.Groups["table"].Value
            where _owners.ContainsKey(table) && _owners[table] != feature
            let use = word.Groups["door"].Success ? Use.ReadsDoor
            : Writes(word.Groups["verb"].Value) ? Use.WritesTable
            : Use.ReadsTable
            select new Edge(feature, _owners[table], use, table, file)
        ).Distinct();

    private static bool Writes(string verb) => verb.Length > 0;

    /// <summary>The string literals of a C# file that are SQL, or a piece of it.</summary>
    private static IEnumerable<string> SqlIn(string source) =>
        Literal().Matches(source).Select(m => m.Value).Where(t => Keyword().IsMatch(t));

    [GeneratedRegex(@"PagoDigitale\.Api\.(?:Features|Gateways|Channels|Connectors)\.(\w+)")]
    private static partial Regex FeatureNamespace();

    [GeneratedRegex("\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\r\\n]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(SELECT|FROM|JOIN|UPDATE|INSERT|DELETE|COPY|MERGE)\b")]
    private static partial Regex Keyword();

    /// <summary>A name that stands where a table does: not behind a dot, not a column of a list, not a function.</summary>
    [GeneratedRegex(
        @"(?<verb>INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|COPY)\s+(?:door\.)?(?<table>[a-z_]+)\b"
            + @"|(?:FROM|JOIN|USING|,)\s+(?:ONLY\s+)?(?<door>door\.)?(?<table>[a-z_]+)\b"
            + @"(?!\s*[(=.,)]|\s+(?:AS\s+(?:MATERIALIZED\s+)?\())"
    )]
    private static partial Regex Word();

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex SqlComment();
}
