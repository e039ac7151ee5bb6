using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.AfterLoad;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Benchmarks.BulkLoad;
using PagoDigitale.EmbeddedPostgres;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.Search;

/// <summary>
/// Every filter of every list over --rows instalments of one organization (beside a hundred others), through the application over
/// HTTP with a token, against a bare Kestrel endpoint that runs the same statements and writes the same bytes: processor time of a call
/// (client, application and database server) and calls a second, by turns, medians. Then page 1 against page --pages of those that have
/// so many. The ratio is that of processor time of the worst filter; it does not depend on who else uses the machine. Arguments: --rows N,
/// --pages N, --connections N, --rounds N, --milliseconds N of a turn, --warm N milliseconds of each filter, --only TEXT.
/// </summary>
public sealed class SearchBenchmark : IBenchmark
{
    private const double Goal = 3;
    private const int RowsOfFile = 1_000;
    private const int PageRows = 10;
    private const int PageMax = 200;
    private const string Organization = "01234567897";

    public string Name => "search";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var rows = Option(options, "rows", 1_000_000);
        await using var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Ephemeral = true,
                Settings = new Dictionary<string, string>
                {
                    ["fsync"] = "on",
                    ["synchronous_commit"] = "on",
                    ["full_page_writes"] = "on",
                    ["shared_buffers"] = "1GB",
                    ["max_wal_size"] = "8GB",
                    ["log_line_prefix"] = StatementLog.LinePrefix,
                },
            }
        );
        await MigrationRunner.RunAsync(server.ConnectionString);
        var shape = await SeedAsync(server.ConnectionString, rows);
        // Prepared and planned as in the application (decision 0010), but for its role.
        await using var source = NpgsqlDataSource.Create(
            $"{server.ConnectionString};Max Auto Prepare=500;Auto Prepare Min Usages=1;No Reset On Close=true;Maximum Pool Size=40;"
                + "Options=-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off"
        );
        var flow = await LoadAsync(server.ConnectionString);
        await using var api = await RealApi.StartAsync(server.ConnectionString, "web");
        await using var bare = await BareLists.StartAsync(source);
        var lists = await CaptureAsync(options, api, bare, new(server.LogFile, source), SearchQuestions.All(shape, flow));
        var (costs, times) = await CompareAsync(options, api, bare, source, lists);
        var worst = costs.Max();
        var deepest = await DeepAsync(options, api, shape);
        Console.WriteLine(
            Text($"{lists.Count} filters: by processor time median {Median(costs):0.00}, worst {worst:0.00}; ")
                + Text($"by calls a second median {Median(times):0.00}, worst {times.Max():0.00}; ")
                + Text($"page {Option(options, "pages", 10_000)} against page 1, worst {deepest:0.00}")
        );
        var isFlat = deepest <= 1.5;
        Console.WriteLine(Text($"search ratio={worst:0.00} goal={Goal:0.0} {(worst <= Goal && isFlat ? "pass" : "fail")}"));
        return worst <= Goal && isFlat;
    }

    private static async Task<ArchiveShape> SeedAsync(string connection, int rows)
    {
        var watch = Stopwatch.StartNew();
        var archive = new Archive.Archive(connection);
        var others = Enumerable.Range(0, 100).Select(n => (10_000_000_000L + n).ToString(CultureInfo.InvariantCulture)).ToList();
        await archive.RegisterAsync([Organization, .. others]);
        foreach (var other in others)
            await archive.FillAsync(
                new()
                {
                    Organization = other,
                    Payments = 100,
                    Unpaid = 100,
                    Stage = Stage.Reconciled,
                }
            );
        var shape = new ArchiveShape
        {
            Organization = Organization,
            Payments = rows / 2,
            Unpaid = rows - rows / 2,
            Stage = Stage.Accounted,
        };
        await archive.FillAsync(shape);
        await archive.SettleAsync();
        NpgsqlConnection.ClearAllPools();
        Console.WriteLine(Text($"archive of {rows} instalments in {watch.Elapsed.TotalSeconds:0} s"));
        return shape;
    }

    /// <summary>A file of debts as a client loads it, which the archive does not have.</summary>
    private static async Task<string> LoadAsync(string connection)
    {
        await using var api = await RealApi.StartAsync(connection, "all");
        var file = Path.GetTempFileName();
        try
        {
            Registry.WriteCsv(file, RowsOfFile, ArchivedDebt.ServiceOf(0));
            return await FlowLoad.RunAsync(api, Organization, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the application sends for each question and what it answers.</summary>
    private static async Task<List<(string Question, string Path, string Bare, int Statements)>> CaptureAsync(
        IReadOnlyDictionary<string, string> options,
        RealApi api,
        BareLists bare,
        StatementLog log,
        string[] questions
    )
    {
        var lists = new List<(string, string, string, int)>();
        await log.SetAsync(true);
        foreach (var question in questions.Where(q => q.Contains(options.GetValueOrDefault("only", ""), StringComparison.Ordinal)))
        {
            var (path, answer) = ($"/v1/organizations/{Organization}/{question}", Array.Empty<byte>());
            var statements = await log.OfAsync(async () => answer = await SendAsync(api, path));
            lists.Add((question, path, bare.Add(statements, answer), statements.Count));
        }
        await log.SetAsync(false);
        return lists;
    }

    /// <returns>The ratios by processor time and by calls a second.</returns>
    private static async Task<(List<double> Costs, List<double> Times)> CompareAsync(
        IReadOnlyDictionary<string, string> options,
        RealApi api,
        BareLists bare,
        NpgsqlDataSource source,
        List<(string Question, string Path, string Bare, int Statements)> lists
    )
    {
        var (connections, rounds) = (Option(options, "connections", 8), Option(options, "rounds", 3));
        var turn = TimeSpan.FromMilliseconds(Option(options, "milliseconds", 700));
        using var plain = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = bare.Address };
        // Not counted: much more code than that of the bare endpoint is compiled again when it is known to be hot.
        var warm = TimeSpan.FromMilliseconds(Option(options, "warm", 500));
        foreach (var list in lists)
        {
            await CallAsync(api.Http, list.Path, connections, warm);
            await CallAsync(plain, list.Bare, connections, warm / 2);
        }
        var cost = await ProcessorTime.OfAsync(source);
        var (costs, times) = (new List<double>(), new List<double>());
        foreach (var (question, path, bareList, statements) in lists)
        {
            var (ours, limit) = (new List<double>(), new List<double>());
            var (oursCost, limitCost, databaseCost) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                cost.Begin();
                ours.Add(await CallAsync(api.Http, path, connections, turn));
                var (here, database) = cost.PerCall(ours[^1] * turn.TotalSeconds);
                oursCost.Add(here + database);
                databaseCost.Add(database);
                cost.Begin();
                limit.Add(await CallAsync(plain, bareList, connections, turn));
                (here, database) = cost.PerCall(limit[^1] * turn.TotalSeconds);
                limitCost.Add(here + database);
            }
            var (cost1, cost2) = (Median(oursCost), Median(limitCost));
            costs.Add(cost1 / cost2);
            times.Add(Median(limit) / Median(ours));
            Console.WriteLine(
                Text(
                    $"{question, -70} {cost1, 5:0} us ({Median(databaseCost), 5:0} of the server) of {cost2, 5:0} us, {costs[^1], 5:0.00}; "
                ) + Text($"{statements} statements, {Median(ours), 6:0}/s of {Median(limit), 6:0}/s, {times[^1]:0.00}")
            );
        }
        return (costs, times);
    }

    /// <summary>Calls a second.</summary>
    private static async Task<double> CallAsync(HttpClient http, string path, int connections, TimeSpan turn)
    {
        var (started, count) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Stopwatch.GetElapsedTime(started) < turn)
                        {
                            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
                            response.EnsureSuccessStatusCode();
                            await response.Content.CopyToAsync(Stream.Null);
                            Interlocked.Increment(ref count);
                        }
                    })
                )
        );
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The worst ratio of a page far behind to the first.</summary>
    private static async Task<double> DeepAsync(IReadOnlyDictionary<string, string> options, RealApi api, ArchiveShape shape)
    {
        const int samples = 60;
        var pages = Option(options, "pages", 10_000);
        var reached = new ConcurrentDictionary<string, (string Path, int Page)>();
        await api.TakeTokenAsync();
        await Parallel.ForEachAsync(
            SearchQuestions.Deep(shape).Where(q => q.Contains(options.GetValueOrDefault("only", ""), StringComparison.Ordinal)),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (question, _) =>
            {
                // Rows of many pages in one call: a cursor may go on with another limit.
                var limit =
                    $"/v1/organizations/{Organization}/{question}{(question.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=";
                var (path, page) = ($"{limit}{PageMax}", 1);
                while (page < pages)
                {
                    if ((await api.GetAsync(path))["nextCursor"]?.GetValue<string>() is not { } cursor)
                        break;
                    path = $"{limit}{PageMax}&cursor={Uri.EscapeDataString(cursor)}";
                    page += PageMax / PageRows;
                }
                reached[question] = (path.Replace($"limit={PageMax}", $"limit={PageRows}", StringComparison.Ordinal), page);
            }
        );
        var worst = 0.0;
        foreach (var (question, (path, page)) in reached.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            var first = path.Split("&cursor=")[0];
            var (near, far) = (new List<double>(), new List<double>());
            for (var sample = 0; sample < samples; sample++)
            {
                near.Add(await MillisecondsAsync(api, first));
                far.Add(await MillisecondsAsync(api, path));
            }
            worst = Math.Max(worst, Median(far) / Median(near));
            Console.WriteLine(Text($"{question, -70} page 1 {Median(near):0.00} ms, page {page} {Median(far):0.00} ms"));
        }
        return worst;
    }

    private static async Task<double> MillisecondsAsync(RealApi api, string path)
    {
        var started = Stopwatch.GetTimestamp();
        await SendAsync(api, path);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<byte[]> SendAsync(RealApi api, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await api.SendAsync(request);
    }
}
