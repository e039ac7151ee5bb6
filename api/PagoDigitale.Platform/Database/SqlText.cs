using System.Text.RegularExpressions;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// SQL that stands in a <c>.sql</c> file beside the class that sends it. It may have parts, written <c>{{name}}</c>, that are SQL
/// again: a condition, a query that several statements share. Made once, in static fields, so that a test finds every one of them and
/// lets the migrated schema prepare it.
/// </summary>
public sealed partial class SqlText
{
    private readonly string _text;

    private SqlText(Type beside, string file, bool isWhole, (string Name, object Sql)[] parts)
    {
        Resource = ResourceOf(beside, file);
        IsWhole = isWhole;
        Parts = [.. parts.Select(p => p.Sql).OfType<SqlText>()];
        _text = Fill(Read(beside, Resource), parts, Resource);
    }

    /// <summary>The path of the file in the project.</summary>
    public string Resource { get; }

    /// <summary>Can be sent as it is; what is not whole is a part of what is.</summary>
    public bool IsWhole { get; }

    public IReadOnlyList<SqlText> Parts { get; }

    /// <summary>A whole statement, from <paramref name="file"/> in the folder of the namespace of <paramref name="beside"/>.</summary>
    /// <exception cref="InvalidOperationException">There is no such file, or its parts are not those that are given.</exception>
    public static SqlText Statement(Type beside, string file, params (string Name, object Sql)[] parts) => new(beside, file, true, parts);

    /// <summary>A piece of SQL that whole statements are made with.</summary>
    /// <exception cref="InvalidOperationException">There is no such file, or its parts are not those that are given.</exception>
    public static SqlText Part(Type beside, string file, params (string Name, object Sql)[] parts) => new(beside, file, false, parts);

    public static implicit operator string(SqlText text) => text._text;

    public override string ToString() => _text;

    private static string ResourceOf(Type beside, string file)
    {
        var root = beside.Assembly.GetName().Name!;
        var folder = beside.Namespace![root.Length..].TrimStart('.').Replace('.', '/');
        return folder.Length == 0 ? file : $"{folder}/{file}";
    }

    private static string Read(Type beside, string resource)
    {
        using var stream =
            beside.Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"There is no {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    private static string Fill(string text, (string Name, object Sql)[] parts, string resource)
    {
        var given = parts.ToDictionary(p => p.Name, p => p.Sql.ToString()!);
        var named = PartName().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        if (named.FirstOrDefault(n => !given.ContainsKey(n)) is { } missing)
            throw new InvalidOperationException($"{resource} has the part {missing}, which is not given.");
        if (given.Keys.FirstOrDefault(n => !named.Contains(n)) is { } unused)
            throw new InvalidOperationException($"{resource} has no part {unused}.");
        return PartName().Replace(text, m => given[m.Groups[1].Value]);
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex PartName();
}
