using System.Globalization;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Benchmarks.BulkLoad;
using PagoDigitale.EmbeddedPostgres;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.AfterLoad;

/// <summary>
/// What readers and those who create positions feel of somebody's load: p99 of their calls while a file of --rows positions of another
/// organization and then of their own is checked and generated, and right after, against the p99 of the same calls before. Among
/// hundreds of organizations of every size; with statistics that know everything, that know nothing of most organizations, and none at
/// all. Arguments: --rows N, --seconds N of quiet before and after, --callers N, --statistics fresh|stale|absent for one of them.
/// </summary>
public sealed class AfterLoadBenchmark : IBenchmark
{
    private const double Goal = 5;
    private const string Reader = "01234567897";
    private const string Loader = "98765432103";

    public string Name => "after-load";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var rows = Option(options, "rows", 100_000);
        var (seconds, callers) = (Option(options, "seconds", 20), Option(options, "callers", 4));
        await using var server = await MeasuredServer.StartAsync(
            ("shared_buffers", "512MB"),
            ("max_wal_size", "4GB"),
            ("autovacuum", "off")
        );
        await ExecuteAsync(server.ConnectionString, "CREATE DATABASE seeded");
        await SeedAsync(server.ConnectionStringFor("seeded"));
        var files = Enumerable
            .Range(0, 2)
            .Select(n => Path.Combine(Path.GetTempPath(), $"after-load-{Environment.ProcessId}-{n}.csv"))
            .ToList();
        files.ForEach(f => Registry.WriteCsv(f, rows, ArchivedDebt.ServiceOf(0)));
        var worst = 0.0;
        try
        {
            foreach (var statistics in options.TryGetValue("statistics", out var one) ? [one] : new[] { "fresh", "stale", "absent" })
            {
                await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {statistics} TEMPLATE seeded");
                await KnowAsync(server, statistics);
                worst = Math.Max(worst, await MeasureAsync(server.ConnectionStringFor(statistics), statistics, files, seconds, callers));
                await ExecuteAsync(server.ConnectionString, $"DROP DATABASE {statistics} WITH (FORCE)");
            }
        }
        finally
        {
            files.ForEach(File.Delete);
        }
        Console.WriteLine(Text($"after-load ratio={worst:0.00} goal={Goal:0.0} {(worst <= Goal ? "pass" : "fail")}"));
        return worst <= Goal;
    }

    /// <summary>The worst ratio of any kind of call, in any of the four stretches.</summary>
    private static async Task<double> MeasureAsync(string connection, string statistics, List<string> files, int seconds, int callers)
    {
        await using var api = await RealApi.StartAsync(connection, "all");
        await using var calls = new Callers(await PositionUser.OfAsync(api, connection, Reader, callers));
        // Not counted: code is compiled, plans are made.
        await calls.DuringAsync(Task.Delay(TimeSpan.FromSeconds(Math.Max(10, seconds / 2))));
        var quiet = await calls.DuringAsync(Task.Delay(TimeSpan.FromSeconds(seconds)));
        quiet.Print(statistics, "quiet", null);
        var worst = 0.0;
        foreach (var (organization, file) in new[] { Loader, Reader }.Zip(files))
        {
            await api.TakeTokenAsync();
            var whose = organization == Reader ? "their own" : "another's";
            worst = Math.Max(
                worst,
                (await calls.DuringAsync(FlowLoad.RunAsync(api, organization, file))).Print(statistics, $"{whose} load", quiet)
            );
            worst = Math.Max(
                worst,
                (await calls.DuringAsync(Task.Delay(TimeSpan.FromSeconds(seconds)))).Print(statistics, $"after {whose} load", quiet)
            );
        }
        return worst;
    }

    /// <summary>
    /// Three hundred organizations: the reader's of 50,000 positions, some of thousands, most of dozens; and one that has none yet.
    /// </summary>
    private static async Task SeedAsync(string connection)
    {
        await MigrationRunner.RunAsync(connection);
        var archive = new Archive.Archive(connection);
        int[] sizes =
        [
            .. Enumerable.Repeat(20, 180),
            .. Enumerable.Repeat(100, 80),
            .. Enumerable.Repeat(1_000, 30),
            .. Enumerable.Repeat(5_000, 8),
        ];
        var others = sizes.Select((size, n) => (Organization: CodeOf(n), Size: size)).ToList();
        await archive.RegisterAsync([Reader, Loader, .. others.Select(o => o.Organization)]);
        await ExecuteAsync(
            connection,
            "INSERT INTO iuv_counters (organization_id, aux_digit, code, next_base) SELECT organization_id, 3, "
                + $"'{ArchivedDebt.SegregationCode}', 900000000 FROM organizations"
        );
        foreach (var (organization, size) in others.Take(40))
            await FillAsync(archive, organization, size);
        // What stale statistics know.
        await ExecuteAsync(connection, "ANALYZE");
        foreach (var (organization, size) in others.Skip(40))
            await FillAsync(archive, organization, size);
        await FillAsync(archive, Reader, 50_000);
        NpgsqlConnection.ClearAllPools();
    }

    private static Task FillAsync(Archive.Archive archive, string organization, int size) =>
        archive.FillAsync(
            new()
            {
                Organization = organization,
                Payments = size / 2,
                Unpaid = size - size / 2,
                Stage = Stage.Reconciled,
            }
        );

    private static async Task KnowAsync(EmbeddedPostgresServer server, string statistics)
    {
        await ExecuteAsync(server.ConnectionString, $"ALTER SYSTEM SET autovacuum = {(statistics == "fresh" ? "on" : "off")}");
        await ExecuteAsync(server.ConnectionString, "SELECT pg_reload_conf()");
        await ExecuteAsync(
            server.ConnectionStringFor(statistics),
            statistics switch
            {
                "fresh" => "VACUUM (ANALYZE)",
                "stale" => "SELECT 1",
                _ => """
                DELETE FROM pg_statistic;
                UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0
                    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r';
                """,
            }
        );
        await ExecuteAsync(server.ConnectionStringFor(statistics), "CHECKPOINT");
    }

    private static string CodeOf(int number) => (10_000_000_000L + number).ToString(CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
