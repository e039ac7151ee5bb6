using System.Text.Json;
using System.Text.RegularExpressions;

namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>A statement as the server executed it: what it cost counted in pages and rows, which no busy machine changes.</summary>
/// <param name="Pages">Of tables and indexes, looked at.</param>
/// <param name="Thrown">Rows that were read and fitted no condition.</param>
/// <param name="Examined">Rows that came out of a table or an index, however often, and those thrown away.</param>
/// <param name="Rows">That were the result, or were written.</param>
public sealed partial record ExplainedStatement(string Doing, string Sql, long Pages, long Thrown, long Examined, long Rows, string Plan)
{
    public static ExplainedStatement Of(string doing, string json)
    {
        using var document = JsonDocument.Parse(json);
        var plan = document.RootElement.GetProperty(nameof(Plan));
        var nodes = Nodes(plan).ToList();
        var thrown = nodes.Sum(n =>
            Count(n, "Rows Removed by Filter") + Count(n, "Rows Removed by Join Filter") + Count(n, "Rows Removed by Index Recheck")
        );
        var found = nodes
            .Where(n => n.TryGetProperty("Relation Name", out _) && Text(n, "Node Type") != "ModifyTable")
            .Sum(n => Count(n, "Actual Rows"));
        var written = nodes
            .Where(n => Text(n, "Node Type") == "ModifyTable")
            .Sum(n => n.TryGetProperty("Plans", out var inner) ? Count(inner[0], "Actual Rows") : 0);
        return new(
            doing,
            Spaces().Replace(document.RootElement.GetProperty("Query Text").GetString()!, " ").Trim(),
            PagesOf(plan),
            thrown,
            found + thrown,
            Math.Max(written, Count(plan, "Actual Rows")),
            json
        );
    }

    /// <summary>Its time was over before its end.</summary>
    public static ExplainedStatement Unended(string doing, string sql) =>
        new(doing, Spaces().Replace(sql, " ").Trim(), long.MaxValue, 0, 0, 0, "");

    public override string ToString() => $"{Doing}: {Pages} pages, {Thrown} thrown away, {Examined} examined for {Rows} rows: {Sql}";

    private static IEnumerable<JsonElement> Nodes(JsonElement plan) =>
        plan.TryGetProperty("Plans", out var inner) ? inner.EnumerateArray().SelectMany(Nodes).Prepend(plan) : [plan];

    private static long PagesOf(JsonElement plan) =>
        Number(plan, "Shared Hit Blocks")
        + Number(plan, "Shared Read Blocks")
        + Number(plan, "Local Hit Blocks")
        + Number(plan, "Local Read Blocks");

    /// <summary>The server tells the average of the loops.</summary>
    private static long Count(JsonElement node, string name) => Number(node, name) * Math.Max(1, Number(node, "Actual Loops"));

    private static long Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? (long)value.GetDouble() : 0;

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
