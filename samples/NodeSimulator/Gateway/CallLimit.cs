namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>So many calls within so long a time for each key. What is refused does not count: who waits is let in again.</summary>
internal sealed class CallLimit(int callsMax, TimeSpan window, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);

    /// <summary>Null: the call is allowed, and counted.</summary>
    public int? SecondsToWait(string key)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            Forget(now - window);
            if (!_calls.TryGetValue(key, out var calls))
                _calls[key] = calls = new(callsMax);
            if (calls.Count >= callsMax)
                return (int)Math.Ceiling((calls.Peek() + window - now).TotalSeconds);
            calls.Enqueue(now);
            return null;
        }
    }

    private void Forget(DateTimeOffset until)
    {
        foreach (var (key, calls) in _calls)
        {
            while (calls.TryPeek(out var first) && first <= until)
                calls.Dequeue();
            if (calls.Count == 0)
                _calls.Remove(key);
        }
    }
}
