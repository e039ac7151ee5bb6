using System.Globalization;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.AfterLoad;
using PagoDigitale.Benchmarks.Archive;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.Neighbours;

/// <summary>
/// What other organizations feel of one that loads --rows positions, downloads notices and outcome of the load, reconciles half as many
/// payments, one after the other and then all of it at once: p99 of each kind of their calls, against the p99 of the same calls with
/// nothing beside, which is measured before and after. One application with its workers, one database. Arguments: --rows N, --seconds N of
/// what has no end of its own, --users N of the api and --node N of the node, each with an organization of its own.
/// </summary>
public sealed class NeighboursBenchmark : IBenchmark
{
    private const double Goal = 3;
    private const string Heavy = "98765432103";

    private const int Kinds = 6;
    private const int WarmCalls = 50;
    private const int WarmingMax = 10;

    /// <summary>Enough for some ten minutes of one who pays as fast as it goes.</summary>
    private const int UnpaidEach = 12_000;

    public string Name => "neighbours";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var (rows, seconds) = (Option(options, "rows", 200_000), Option(options, "seconds", 30));
        var (users, node) = (Option(options, "users", 4), Option(options, "node", 3));
        await using var server = await MeasuredServer.StartAsync(("shared_buffers", "512MB"), ("max_wal_size", "4GB"));
        var shapes = await SeedAsync(server.ConnectionString, Math.Max(users, node));
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionString};Command Timeout=0;Persist Security Info=true");
        await using var api = await RealApi.StartAsync(server.ConnectionString, "all");
        using var heavy = new HeavyTenant(api, source, Heavy);
        await heavy.PrepareAsync(rows);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = node });
        var callers = new List<ICaller>();
        foreach (var shape in shapes.Take(users))
            callers.AddRange(await PositionUser.OfAsync(api, server.ConnectionString, shape.Organization, 1));
        callers.AddRange(shapes.Take(node).Select(s => new NodeUser(http, api.Address, s)));
        await using var calls = new Callers(callers);
        var processor = await ProcessorTime.OfAsync(source);

        async Task<string> PassAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            return Text($"{seconds} s");
        }
        Latencies? before = null;
        var stretches = new List<(string Name, Latencies Calls)>();
        async Task<Latencies> MeasureAsync(string name, Task<string> work)
        {
            processor.Begin();
            var measured = await calls.DuringAsync(work);
            var (here, database) = processor.PerCall(measured.During.TotalMicroseconds);
            Console.WriteLine(Text($"{name}: {await work}; processors at work: {here:0.00} api and clients, {database:0.00} database"));
            measured.Print("beside", name, before);
            await api.TakeTokenAsync();
            return measured;
        }
        async Task BesideAsync(string name, Task<string> work) => stretches.Add((name, await MeasureAsync(name, work)));

        // Not counted: code is compiled, plans are made, which takes a multiple of the time where others use the machine as well.
        for (var tried = 0; tried < WarmingMax; tried++)
            if ((await calls.DuringAsync(Task.Delay(TimeSpan.FromSeconds(Math.Max(15, seconds / 2))))).FewestOf(Kinds) >= WarmCalls)
                break;
        before = await MeasureAsync("nothing", PassAsync());
        await BesideAsync("load", heavy.LoadAsync());
        await BesideAsync("downloads", heavy.DownloadAsync(PassAsync()));
        await BesideAsync("reconciliation", heavy.ReconcileAsync());
        await heavy.PrepareAsync(rows);
        await BesideAsync("all at once", AllAsync(heavy));
        var after = await MeasureAsync("nothing again", PassAsync());

        var quiet = Latencies.Of(before, after);
        Console.WriteLine("Against both stretches with nothing beside:");
        quiet.Print("beside", "nothing", null);
        var worst = stretches.Max(s => s.Calls.Print("beside", s.Name, quiet));
        Console.WriteLine(Text($"{Name} ratio={worst:0.00} goal={Goal:0} {(worst <= Goal ? "pass" : "fail")}"));
        return worst <= Goal;
    }

    private static async Task<string> AllAsync(HeavyTenant heavy)
    {
        var (loading, reconciling) = (heavy.LoadAsync(), heavy.ReconcileAsync());
        var downloaded = await heavy.DownloadAsync(Task.WhenAll(loading, reconciling));
        return $"{await loading}, {downloaded}, {await reconciling}";
    }

    /// <summary>Organizations of a few thousand debts each, and the one of which they are neighbours, which has none yet.</summary>
    private static async Task<List<ArchiveShape>> SeedAsync(string connection, int organizations)
    {
        await MigrationRunner.RunAsync(connection);
        var archive = new Archive.Archive(connection);
        var shapes = Enumerable
            .Range(0, organizations)
            .Select(n => new ArchiveShape
            {
                Organization = (10_000_000_000L + n).ToString(CultureInfo.InvariantCulture),
                Payments = 2_000,
                Unpaid = UnpaidEach,
                Stage = Stage.Reconciled,
            })
            .ToList();
        await archive.RegisterAsync([Heavy, .. shapes.Select(s => s.Organization)]);
        foreach (var shape in shapes)
            await archive.FillAsync(shape);
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            "INSERT INTO iuv_counters (organization_id, aux_digit, code, next_base) SELECT organization_id, 3, "
                + $"'{ArchivedDebt.SegregationCode}', 900000000 FROM organizations"
        );
        await command.ExecuteNonQueryAsync();
        await archive.SettleAsync();
        return shapes;
    }
}
