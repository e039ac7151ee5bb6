using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>
/// The application over a server of its own, which writes into its log how it executed every statement of the application, with
/// the rows and pages it touched (auto_explain). Statistics change only when a test says so.
/// </summary>
public sealed class PlanServer : IAsyncDisposable
{
    private const string Application = "@@pagodigitale/";

    private readonly EmbeddedPostgresServer _server;
    private long _read;

    private PlanServer(EmbeddedPostgresServer server, TestApi api) => (_server, Api) = (server, api);

    public TestApi Api { get; }

    /// <summary>How many statements were explained so far.</summary>
    public int Seen { get; private set; }

    public static async Task<PlanServer> StartAsync()
    {
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Ephemeral = true,
                Settings = new Dictionary<string, string>
                {
                    ["shared_preload_libraries"] = "auto_explain",
                    ["auto_explain.log_min_duration"] = "0",
                    ["auto_explain.log_analyze"] = "on",
                    ["auto_explain.log_buffers"] = "on",
                    ["auto_explain.log_timing"] = "off",
                    // Of what a function does the plan of who calls it shows the pages alone.
                    ["auto_explain.log_nested_statements"] = "on",
                    ["auto_explain.log_format"] = "json",
                    ["log_line_prefix"] = "@@%a|",
                    ["autovacuum"] = "off",
                    ["shared_buffers"] = "256MB",
                    ["max_wal_size"] = "4GB",
                },
            }
        );
        try
        {
            await ExecuteAsync(server.ConnectionString, "CREATE DATABASE plans");
            var api = await TestApi.OverAsync(server.ConnectionStringFor("plans"));
            // The migrations made the months of the server's clock: what is written before those of the tests' are there would be moved.
            await api.Services.GetRequiredService<MakeMonths>().RunOnceAsync(CancellationToken.None);
            return new PlanServer(server, api);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the application's statements did since the last time.</summary>
    public async Task<List<ExplainedStatement>> ReadAsync(string doing)
    {
        await using var log = new FileStream(_server.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Position = _read;
        using var reader = new StreamReader(log);
        var statements = new List<ExplainedStatement>();
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (
                lines[i].StartsWith(Application, StringComparison.Ordinal)
                && lines[i].Contains("canceling statement", StringComparison.Ordinal)
            )
                statements.Add(
                    ExplainedStatement.Unended(doing, string.Join(' ', lines.Skip(i + 1).TakeWhile((l, n) => n == 0 || l.StartsWith('\t'))))
                );
            if (!lines[i].EndsWith("plan:", StringComparison.Ordinal))
                continue;
            var (first, isOurs) = (i + 1, lines[i].StartsWith(Application, StringComparison.Ordinal));
            while (i + 1 < lines.Length && lines[i + 1].StartsWith('\t'))
                i++;
            if (isOurs)
                statements.Add(ExplainedStatement.Of(doing, string.Join('\n', lines[first..(i + 1)])));
        }
        _read = log.Position;
        Seen += statements.Count;
        return statements;
    }

    /// <summary>As the owner of the schema.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(Api.ConnectionString, sql);

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
