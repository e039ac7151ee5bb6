namespace PagoDigitale.Sdk;

/// <summary>Reads something again and again, less and less often, until it is as wanted or the time is over.</summary>
internal static class Polling
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromHours(1);

    public static async Task<T> UntilAsync<T>(
        Func<CancellationToken, Task<T>> read,
        Func<T, bool> isDone,
        TimeSpan? timeout,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var limit = timeout ?? DefaultTimeout;
        var start = clock.GetTimestamp();
        for (var wait = First; ; wait = Longer(wait))
        {
            var current = await read(cancellationToken).ConfigureAwait(false);
            if (isDone(current))
                return current;
            if (clock.GetElapsedTime(start) + wait > limit)
                throw new TimeoutException($"Not finished within {limit}.");
#if NET8_0_OR_GREATER
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
#else
            await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
#endif
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => TimeSpan.FromTicks(Math.Min(wait.Ticks * 3 / 2, Longest.Ticks));
}
