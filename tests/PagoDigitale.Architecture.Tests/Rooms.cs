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

    /// <summary>Its SQL asks one of the functions by which the other answers across tenants.</summary>
    AsksAcross,

    /// <summary>Its tables have foreign keys to a table of the other's.</summary>
    Refers,
}

/// <param name="What">The type's namespace, the table or the function.</param>
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

    private static readonly Dictionary<string, Feature> _answering = House
        .Features.SelectMany(f => f.Across.Where(a => a.By == AcrossBy.Function), (f, a) => (Function: a.Name.Split('(')[0], Feature: f))
        .ToDictionary(o => o.Function, o => o.Feature);

    public static IReadOnlyList<Edge> Edges { get; } =
    [.. House.Features.SelectMany(Of), .. Product.Statements(Migrations).SelectMany(Made)];

    private const string Migrations = "api/PagoDigitale.Api/Database/Migrations";

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
                ".cs" => Calls(feature, file, File.ReadAllText(path)).Concat(Uses(feature, file, [.. SqlIn(File.ReadAllText(path))])),
                ".sql" => Uses(feature, file, [File.ReadAllText(path)]),
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

    /// <summary>What a migration makes is of the feature that declares it: a table, a view, a function across tenants.</summary>
    private static IEnumerable<Edge> Made(string path)
    {
        var (file, statements) = (
            Path.GetRelativePath(Product.Root, path),
            Statement().Split(SqlComment().Replace(File.ReadAllText(path), ""))
        );
        foreach (var statement in statements)
        {
            if (Creation().Match(statement) is not { Success: true } made)
                continue;
            var name = made.Groups["name"].Value;
            var maker = _answering.GetValueOrDefault(name) ?? _owners.GetValueOrDefault(name.Split('.')[^1]);
            var edges =
                maker is null ? []
                : made.Groups["kind"].Value == "TABLE" ? Keys(maker, file, statement)
                : Uses(maker, file, [statement[made.Length..]]);
            foreach (var edge in edges)
                yield return edge;
        }
    }

    private static IEnumerable<Edge> Keys(Feature feature, string file, string statement) =>
        from key in ForeignKey().Matches(statement)
        let table = key.Groups[1].Value
        where _owners[table] != feature
        select new Edge(feature, _owners[table], Use.Refers, table, file);

    private static IEnumerable<Edge> Uses(Feature feature, string file, IReadOnlyCollection<string> statements) =>
        Tables(feature, file, statements).Concat(Questions(feature, file, statements));

    private static IEnumerable<Edge> Questions(Feature feature, string file, IEnumerable<string> statements) =>
        (
            from statement in statements
            from function in AcrossFunction().Matches(SqlComment().Replace(statement, "")).Select(m => m.Value)
            where _answering[function] != feature
            select new Edge(feature, _answering[function], Use.AsksAcross, function, file)
        ).Distinct();

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

    [GeneratedRegex(@"\b(SELECT|FROM|JOIN|UPDATE|INSERT|DELETE|COPY|MERGE|WHERE)\b")]
    private static partial Regex Keyword();

    /// <summary>
    /// A name that stands where a table does: not behind a dot, not a column of a list, not a function. Also one that begins a text, for
    /// a statement that is put together elsewhere.
    /// </summary>
    [GeneratedRegex(
        @"(?<verb>INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|COPY)\s+(?:door\.|public\.)?(?<table>[a-z_]+)\b"
            + @"|(?:FROM|JOIN|USING|,)\s+(?:ONLY\s+)?(?:public\.|(?<door>door\.))?(?<table>[a-z_]+)\b"
            + @"(?!\s*[(=.,)]|\s+(?:AS\s+(?:MATERIALIZED\s+)?\())"
            + @"|^""(?<door>door\.)?(?<table>[a-z_]+)(?=\s+(?:[a-z]\s+)?WHERE\b)"
    )]
    private static partial Regex Word();

    [GeneratedRegex(@"\bacross\.\w+")]
    private static partial Regex AcrossFunction();

    /// <summary>Before each beginning of a statement in a migration.</summary>
    [GeneratedRegex(@"^(?=(?:CREATE|ALTER|CALL|DO|GRANT|REVOKE|INSERT)\b)", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\ACREATE (?:OR REPLACE )?(?<kind>TABLE|VIEW|FUNCTION) (?<name>[\w.]+)")]
    private static partial Regex Creation();

    [GeneratedRegex(@"\bREFERENCES\s+(\w+)")]
    private static partial Regex ForeignKey();

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex SqlComment();
}
