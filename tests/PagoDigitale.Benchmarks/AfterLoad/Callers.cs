using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Npgsql;

namespace PagoDigitale.Benchmarks.AfterLoad;

/// <summary>
/// Some callers that read positions, list them in whatever way and create new ones, each with a short pause between two calls: the
/// machine is not full, so that what a load adds shows.
/// </summary>
public sealed class Callers : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly RealApi _api;
    private readonly string _organization;
    private readonly string[] _positions;
    private readonly string[] _filters;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private ConcurrentQueue<(string Kind, double Milliseconds)> _calls = new();

    private Callers(RealApi api, string organization, string[] positions, int count)
    {
        (_api, _organization, _positions) = (api, organization, positions);
        var now = TimeProvider.System.GetUtcNow();
        var (today, soon) = (Day(now), Day(now.AddDays(20)));
        var (month, before) = (Day(now.AddDays(-90)), Day(now.AddDays(-60)));
        _filters =
        [
            "positions?limit=50",
            "positions?state=payable",
            "positions?isPaid=true",
            "positions?serviceCode=QUOTA2",
            "positions?q=rossi",
            $"positions?dueFrom={today}&dueTo={soon}",
            $"positions?paidFrom={month}&paidTo={before}",
            $"positions?createdFrom={month}&createdTo={before}",
            "notices?state=unpaid",
            $"receipts?paidFrom={month}&paidTo={before}",
            "receipts?pspId=BPROITMM",
            "events?type=position.created",
        ];
        _running = Task.WhenAll(Enumerable.Range(0, count).Select(n => Task.Run(() => CallAsync(n))));
    }

    public static async Task<Callers> StartAsync(RealApi api, string connection, string organization, int count)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            $"SELECT array_agg(position_id) FROM (SELECT position_id FROM positions WHERE organization_id = '{organization}' LIMIT 2000) p"
        );
        var ids = (Guid[])(await command.ExecuteScalarAsync())!;
        return new(api, organization, [.. ids.Select(i => Core.Identifiers.PublicId.Format("pos", i))], count);
    }

    /// <summary>The calls that ended while something else went on.</summary>
    public async Task<Latencies> DuringAsync(Task work)
    {
        var watch = Stopwatch.StartNew();
        Interlocked.Exchange(ref _calls, new());
        if (await Task.WhenAny(work, _running) == _running)
            await _running;
        await work;
        return new(Interlocked.Exchange(ref _calls, new()), watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task CallAsync(int caller)
    {
        var random = new Random(caller);
        for (var n = caller; !_stop.IsCancellationRequested; n++)
        {
            var kind = (n % 5) switch
            {
                0 or 3 => "read",
                1 or 4 => "list",
                _ => "create",
            };
            var started = Stopwatch.GetTimestamp();
            await CallAsync(kind, random);
            _calls.Enqueue((kind, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
            await Task.Delay(Pause);
        }
    }

    private async Task CallAsync(string kind, Random random)
    {
        var root = $"/v1/organizations/{_organization}";
        if (kind == "create")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/positions")
            {
                Content = JsonContent.Create(PositionOf(random)),
            };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
            await _api.SendAsync(request);
            return;
        }
        var path = kind == "read" ? $"positions/{_positions[random.Next(_positions.Length)]}" : _filters[random.Next(_filters.Length)];
        using var read = new HttpRequestMessage(HttpMethod.Get, $"{root}/{path}");
        await _api.SendAsync(read);
    }

    private static object PositionOf(Random random) =>
        new
        {
            serviceCode = "QUOTA3",
            description = "Quota 2026",
            debtor = new
            {
                type = "F",
                fiscalCode = "RSSMRA80A01H501U",
                name = "Mario Rossi",
            },
            paymentOptions = new[]
            {
                new { instalments = new[] { new { amountCents = random.Next(1_000, 99_999), dueDate = "2030-12-31" } } },
            },
        };

    private static string Day(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>How long the calls of a stretch took.</summary>
public sealed class Latencies(IEnumerable<(string Kind, double Milliseconds)> calls, TimeSpan during)
{
    private readonly Dictionary<string, double[]> _sorted = calls
        .GroupBy(c => c.Kind)
        .ToDictionary(g => g.Key, g => g.Select(c => c.Milliseconds).Order().ToArray());

    /// <returns>The worst ratio of the p99 of a kind of call to that of the quiet stretch.</returns>
    public double Print(string statistics, string stretch, Latencies? quiet)
    {
        var worst = 0.0;
        foreach (var (kind, sorted) in _sorted.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var ratio = quiet is null ? 1 : Percentile(sorted, 0.99) / Percentile(quiet._sorted[kind], 0.99);
            worst = Math.Max(worst, ratio);
            var (half, nearlyAll) = (Percentile(sorted, 0.5), Percentile(sorted, 0.99));
            Console.WriteLine(
                Text($"{statistics, -7} {stretch, -22} {kind, -7} p50 {half, 7:0.0} ms, p99 {nearlyAll, 7:0.0} ms, ")
                    + Text($"worst {sorted[^1], 7:0.0} ms of {sorted.Length} in {during.TotalSeconds:0} s, ratio {ratio:0.00}")
            );
        }
        return worst;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
}
