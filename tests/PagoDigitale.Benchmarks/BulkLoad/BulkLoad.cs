using System.Diagnostics;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Platform.Database;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.BulkLoad;

/// <summary>
/// From an uploaded CSV to payable positions, against a raw binary COPY of the very same rows into the very same tables. Both
/// sides work on a fresh copy of one database, on one server with fsync on; three rounds, medians. This process, which does the load and
/// the copy, stays below 400 MiB. With <c>--rates</c> each position has that many instalments, a row for each. Arguments: --rows N,
/// --rates N, --rounds N.
/// </summary>
public sealed class BulkLoad : IBenchmark
{
    private const double Goal = 1.6;
    private const double GoalOfRates = 1.8;
    private const long ResidentMebibytesMax = 400;
    private const string Template = "bulk_template";

    public string Name => "bulk-load";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var rows = Option(options, "rows", 100_000);
        var rates = Option(options, "rates", 1);
        var rounds = Option(options, "rounds", 3);
        var goal = rates > 1 ? GoalOfRates : Goal;
        await using var server = await MeasuredServer.StartAsync(("shared_buffers", "512MB"), ("checkpoint_timeout", "30min"));
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {Template}");
        await MigrationRunner.RunAsync(server.ConnectionStringFor(Template));
        await ExecuteAsync(server.ConnectionStringFor(Template), Registry.Sql);
        NpgsqlConnection.ClearAllPools();
        var file = Path.Combine(Path.GetTempPath(), $"bulk-load-{Environment.ProcessId}.csv");
        if (rates > 1)
            Registry.WriteRates(file, rows, rates);
        else
            Registry.WriteCsv(file, rows);
        var (ours, raw) = (new List<double>(), new List<double>());
        var (oursCost, rawCost) = (new List<double>(), new List<double>());
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        var cost = await ProcessorTime.OfAsync(source);
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                var loaded = await CloneAsync(server, $"ours_{round}");
                cost.Begin();
                ours.Add(await FlowRun.MeasureAsync(loaded, file, rows));
                oursCost.Add(SecondsOf(cost));
                var copied = await CloneAsync(server, $"raw_{round}");
                raw.Add(await RawCopy.MeasureAsync(loaded, copied, cost.Begin));
                rawCost.Add(SecondsOf(cost));
                Console.WriteLine(
                    Text($"round {round}: flow {ours[^1]:0.00} s, raw copy {raw[^1]:0.00} s; ")
                        + Text($"of the processor {oursCost[^1]:0.00} s and {rawCost[^1]:0.00} s")
                );
                NpgsqlConnection.ClearAllPools();
                foreach (var name in new[] { $"ours_{round}", $"raw_{round}" })
                    await ExecuteAsync(server.ConnectionString, $"DROP DATABASE {name} WITH (FORCE)");
            }
        }
        finally
        {
            File.Delete(file);
        }
        var ratio = Median(ours) / Median(raw);
        Console.WriteLine(Text($"by processor time ratio={Median(oursCost) / Median(rawCost):0.00}"));
        var resident = Process.GetCurrentProcess().PeakWorkingSet64 / (1024 * 1024);
        var passes = ratio <= goal && resident < ResidentMebibytesMax;
        Console.WriteLine(
            Text($"rows={rows} rates={rates} flow={Median(ours):0.00}s raw={Median(raw):0.00}s ")
                + $"resident={resident}MiB (below {ResidentMebibytesMax})"
        );
        Console.WriteLine(Text($"bulk-load ratio={ratio:0.00} goal={goal:0.0} {(passes ? "pass" : "fail")}"));
        return passes;
    }

    /// <summary>Of this process and of the server.</summary>
    private static double SecondsOf(ProcessorTime cost) => cost.PerCall(1) is var (here, database) ? (here + database) / 1_000_000 : 0;

    private static async Task<string> CloneAsync(EmbeddedPostgresServer server, string name)
    {
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {name} TEMPLATE {Template}");
        await ExecuteAsync(server.ConnectionString, "CHECKPOINT");
        return server.ConnectionStringFor(name);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
