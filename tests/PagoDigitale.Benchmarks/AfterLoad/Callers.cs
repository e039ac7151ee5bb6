using System.Collections.Concurrent;
using System.Diagnostics;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.AfterLoad;

/// <summary>Somebody who calls again and again.</summary>
public interface ICaller
{
    /// <summary>What kind of call the next one is, and the call.</summary>
    (string Kind, Func<Task> Call) Next(int turn);
}

/// <summary>
/// Some callers, each with a short pause between two calls: the machine is not full, so that what is done beside them shows.
/// </summary>
public sealed class Callers : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private ConcurrentQueue<(string Kind, double Milliseconds)> _calls = new();

    public Callers(IEnumerable<ICaller> callers) =>
        _running = Task.WhenAll(callers.Select((caller, n) => Task.Run(() => CallAsync(caller, n))).ToList());

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

    private async Task CallAsync(ICaller caller, int first)
    {
        for (var turn = first; !_stop.IsCancellationRequested; turn++)
        {
            var (kind, call) = caller.Next(turn);
            var started = Stopwatch.GetTimestamp();
            await call();
            _calls.Enqueue((kind, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
            await Task.Delay(Pause);
        }
    }
}

/// <summary>How long the calls of a stretch took.</summary>
public sealed class Latencies(IEnumerable<(string Kind, double Milliseconds)> calls, TimeSpan during)
{
    private readonly Dictionary<string, double[]> _sorted = calls
        .GroupBy(c => c.Kind)
        .ToDictionary(g => g.Key, g => g.Select(c => c.Milliseconds).Order().ToArray());

    public TimeSpan During { get; } = during;

    /// <summary>Of both stretches.</summary>
    public static Latencies Of(Latencies one, Latencies other) => new(one.Calls.Concat(other.Calls), one.During + other.During);

    /// <summary>How often that kind of call was made which was made least.</summary>
    public int FewestOf(int kinds) => _sorted.Count < kinds ? 0 : _sorted.Values.Min(s => s.Length);

    private IEnumerable<(string Kind, double Milliseconds)> Calls => _sorted.SelectMany(s => s.Value.Select(m => (s.Key, m)));

    /// <returns>The worst ratio of the p99 of a kind of call to that of the quiet stretch.</returns>
    public double Print(string among, string stretch, Latencies? quiet)
    {
        var worst = 0.0;
        foreach (var (kind, sorted) in _sorted.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var ratio = quiet is null ? 1 : Percentile(sorted, 0.99) / Percentile(quiet._sorted[kind], 0.99);
            worst = Math.Max(worst, ratio);
            var (half, nearlyAll) = (Percentile(sorted, 0.5), Percentile(sorted, 0.99));
            Console.WriteLine(
                Text($"{among, -7} {stretch, -22} {kind, -7} p50 {half, 7:0.0} ms, p99 {nearlyAll, 7:0.0} ms, ")
                    + Text($"worst {sorted[^1], 7:0.0} ms of {sorted.Length} in {During.TotalSeconds:0} s, ratio {ratio:0.00}")
            );
        }
        return worst;
    }

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
}
