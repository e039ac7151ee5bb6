using System.Collections.Concurrent;
using System.Globalization;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Platform.RateLimits;

/// <summary>
/// A fixed window of one minute per client (per address for callers without a token), declared on every answer as
/// RateLimit-Limit, -Remaining and -Reset. Counted per replica: the limit protects a replica, it is not a quota. The same
/// callers have a number of requests that may be open at once, answers still being read among them: each costs memory.
/// </summary>
public sealed class RateLimits(RequestDelegate next, TimeProvider clock, IConfiguration configuration)
{
    private const int WindowSeconds = 60;
    private const int CallersMax = 100_000;

    private readonly int _perClient = configuration.GetValue("PagoDigitale:RateLimit:PerClientPerMinute", 6_000);
    private readonly int _perAddress = configuration.GetValue("PagoDigitale:RateLimit:PerAddressPerMinute", 600);
    private readonly int _openPerCaller = configuration.GetValue("PagoDigitale:Limits:OpenPerCaller", 500);
    private readonly ConcurrentDictionary<string, Window> _windows = new();
    private readonly ConcurrentDictionary<string, int> _open = new();
    private long _currentWindow;

    public async Task InvokeAsync(HttpContext http)
    {
        // The node is not ours to slow down: refusing it makes a citizen's payment fail.
        if (http.Request.Path.StartsWithSegments("/node"))
        {
            await next(http);
            return;
        }
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        var caller = Caller.Of(http);
        var limit = caller is null ? _perAddress : _perClient;
        var key = caller?.ClientId ?? $"ip:{http.Connection.RemoteIpAddress}";
        var used = Count(key, seconds / WindowSeconds);
        var reset = WindowSeconds - (seconds % WindowSeconds);
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(limit);
        headers["RateLimit-Remaining"] = Text(Math.Max(0, limit - used));
        headers["RateLimit-Reset"] = Text(reset);
        if (used > limit)
        {
            headers.RetryAfter = Text(reset);
            await ProblemWriter.WriteAsync(
                http,
                new ApiError(
                    ErrorKind.TooMany,
                    "rate-limited",
                    RateLimitTexts.TooMany,
                    reset == 1 ? RateLimitTexts.WaitASecond.With(limit) : RateLimitTexts.Wait.With(limit, reset)
                )
            );
            return;
        }
        try
        {
            if (_open.AddOrUpdate(key, 1, (_, count) => count + 1) <= _openPerCaller)
                await next(http);
            else
                await ProblemWriter.WriteAsync(
                    http,
                    new ApiError(
                        ErrorKind.TooMany,
                        "too-many-at-once",
                        RateLimitTexts.TooManyAtOnce,
                        RateLimitTexts.SendFewer.With(_openPerCaller)
                    )
                    {
                        RetryAfter = TimeSpan.FromSeconds(2),
                    }
                );
        }
        finally
        {
            Close(key);
        }
    }

    private void Close(string key)
    {
        // Removed with the last one, and only while it still says one: memory is bounded by what is open.
        if (_open.AddOrUpdate(key, 0, (_, count) => count - 1) == 0)
            _open.TryRemove(KeyValuePair.Create(key, 0));
    }

    private int Count(string key, long window)
    {
        // Old windows are dropped all together when the minute changes, so memory is bounded by one minute's callers.
        if (Interlocked.Exchange(ref _currentWindow, window) != window || _windows.Count > CallersMax)
            _windows.Clear();
        return Interlocked.Increment(ref _windows.GetOrAdd(key, _ => new Window()).Used);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Window
    {
        public int Used;
    }
}
