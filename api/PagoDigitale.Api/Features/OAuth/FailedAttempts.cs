using System.Collections.Concurrent;

namespace PagoDigitale.Api.Features.OAuth;

/// <summary>
/// Slows down who guesses secrets. After <see cref="Max"/> wrong ones for a client from one address, that address waits for
/// the rest of the minute that began with the first. Counted per client and address together, so that a stranger can lock
/// nobody out elsewhere; and for a minute at most, so that even behind a shared address nobody stays out. Counted per
/// replica: secrets have 256 bits, a few more guesses give nothing.
/// </summary>
public sealed class FailedAttempts(TimeProvider clock)
{
    public const int Max = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int KeysMax = 100_000;

    private readonly ConcurrentDictionary<(string Client, string Address), Tally> _tallies = new();

    /// <summary>How long to wait before the next attempt; null when it may be made now.</summary>
    public TimeSpan? WaitFor(string client, string address) =>
        _tallies.TryGetValue((client, address), out var tally) && tally.Count >= Max && Left(tally) is { Ticks: > 0 } left ? left : null;

    /// <summary>
    /// Counts a wrong one before it is told to be wrong. Null when it is within the limit; otherwise how long to wait, and that
    /// is then the whole answer: of guesses sent at one moment, which all found the count low, ten learn something.
    /// </summary>
    public TimeSpan? Add(string client, string address)
    {
        // A guesser that changes the client at every attempt must not fill the memory.
        if (_tallies.Count >= KeysMax)
            Forget();
        var counted = _tallies.AddOrUpdate(
            (client, address),
            _ => new(1, clock.GetTimestamp()),
            (_, tally) => Left(tally).Ticks > 0 ? tally with { Count = tally.Count + 1 } : new(1, clock.GetTimestamp())
        );
        return counted.Count > Max ? Left(counted) : null;
    }

    public void Clear(string client, string address) => _tallies.TryRemove((client, address), out _);

    private void Forget()
    {
        foreach (var (key, tally) in _tallies)
            if (Left(tally).Ticks <= 0)
                _tallies.TryRemove(key, out _);
        if (_tallies.Count >= KeysMax)
            _tallies.Clear();
    }

    private TimeSpan Left(Tally tally) => Window - clock.GetElapsedTime(tally.Since);

    private sealed record Tally(int Count, long Since);
}
