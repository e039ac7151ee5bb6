namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>A fault to play: so many times, or until it is taken back.</summary>
public sealed record ServiceFault(string Fault)
{
    private const int TimesMax = 1_000_000;
    private const int SecondsMax = 86_400;
    private const int MillisecondsMax = 600_000;

    public int? Times { get; init; }

    /// <summary>Of <see cref="ServiceFaults.TooManyRequests"/>.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Of <see cref="ServiceFaults.Slow"/>.</summary>
    public int DelayMilliseconds { get; init; } = 1000;

    /// <summary>Why a service that plays these faults cannot play this one.</summary>
    public string? Problem(IReadOnlyList<string> faults) =>
        !faults.Contains(Fault) ? $"fault is one of: {string.Join(", ", faults)}."
        : Times is < 1 or > TimesMax ? $"times is 1 to {TimesMax}."
        : RetryAfterSeconds is < 0 or > SecondsMax ? $"retryAfterSeconds is 0 to {SecondsMax}."
        : DelayMilliseconds is < 0 or > MillisecondsMax ? $"delayMilliseconds is 0 to {MillisecondsMax}."
        : null;
}
