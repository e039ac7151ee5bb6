using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace PagoDigitale.Benchmarks.Search;

/// <summary>
/// What the application sends to the database for a call, read from the server's own log while it writes everything there.
/// </summary>
public sealed partial class StatementLog(string logFile, NpgsqlDataSource server)
{
    /// <summary>Of the pool that answers clients.</summary>
    private const string Ours = "@@pagodigitale/interactive|";

    public const string LinePrefix = "@@%a|";

    public async Task SetAsync(bool isOn)
    {
        await ExecuteAsync($"ALTER SYSTEM SET log_min_duration_statement = {(isOn ? 0 : -1)}");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await Task.Delay(1_000);
    }

    /// <summary>The SELECTs of a call, without what every call sends, with their values.</summary>
    public async Task<List<SentStatement>> OfAsync(Func<Task> call)
    {
        var from = new FileInfo(logFile).Length;
        await call();
        await Task.Delay(50);
        await using var log = new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Position = from;
        using var reader = new StreamReader(log);
        return Parse((await reader.ReadToEndAsync()).Split('\n'));
    }

    private static List<SentStatement> Parse(string[] lines)
    {
        var statements = new List<SentStatement>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Ours, StringComparison.Ordinal) || Executed().Match(lines[i]) is not { Success: true } match)
                continue;
            var sql = new StringBuilder(match.Groups[1].Value);
            while (i + 1 < lines.Length && lines[i + 1].StartsWith('\t'))
                sql.Append('\n').Append(lines[++i][1..]);
            var detail = i + 1 < lines.Length && lines[i + 1].Contains("DETAIL:  parameters: ", StringComparison.Ordinal) ? lines[++i] : "";
            while (i + 1 < lines.Length && lines[i + 1].StartsWith('\t'))
                detail += '\n' + lines[++i][1..];
            var text = sql.ToString();
            if (IsOfList(text))
                statements.Add(new(text, ValuesOf(detail)));
        }
        return statements;
    }

    /// <summary>Not what the frame asks: the tenant of the transaction, whether there is such an organization.</summary>
    private static bool IsOfList(string sql) =>
        (sql.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("WITH", StringComparison.OrdinalIgnoreCase))
        && !sql.Contains("set_config", StringComparison.Ordinal)
        && !sql.StartsWith("SELECT EXISTS (SELECT FROM organizations", StringComparison.Ordinal)
        && !sql.Contains("number_events", StringComparison.Ordinal);

    private static string?[] ValuesOf(string detail) =>
        [
            .. Value()
                .Matches(detail)
                .Select(m => m.Groups[1].Value == "NULL" ? null : m.Groups[1].Value[1..^1].Replace("''", "'", StringComparison.Ordinal)),
        ];

    private async Task ExecuteAsync(string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"execute [^:]+: (.*)$")]
    private static partial Regex Executed();

    /// <summary>They stand in the order of their numbers.</summary>
    [GeneratedRegex(@"\$\d+ = ('(?:[^']|'')*'|NULL)")]
    private static partial Regex Value();
}

/// <summary>A statement as it was sent, and the texts of its values, which the server makes of them what the statement needs.</summary>
public sealed record SentStatement(string Sql, string?[] Values);
