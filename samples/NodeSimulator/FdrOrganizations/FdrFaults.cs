namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>What goes wrong when an organization asks for its flows, on purpose.</summary>
public static class FdrFaults
{
    /// <summary>429 with Retry-After.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>500 with the error of the service.</summary>
    public const string ServerError = "server-error";

    /// <summary>An HTML page with status 200, as of a proxy that is in the way.</summary>
    public const string HtmlPage = "html-page";

    /// <summary>The first half of the answer, with status 200.</summary>
    public const string HalfPage = "half-page";

    /// <summary>Whatever page is asked for, the first one, which says that there is one more than there are.</summary>
    public const string SamePage = "same-page";

    /// <summary>The right answer, late.</summary>
    public const string Slow = "slow";

    public static IReadOnlyList<string> All { get; } = [TooManyRequests, ServerError, HtmlPage, HalfPage, SamePage, Slow];
}

/// <summary>A fault to play: so many times, or until it is taken back.</summary>
public sealed record FdrFault(string Fault)
{
    private const int TimesMax = 1_000_000;
    private const int SecondsMax = 86_400;
    private const int MillisecondsMax = 600_000;

    public int? Times { get; init; }

    /// <summary>Of <see cref="FdrFaults.TooManyRequests"/>.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Of <see cref="FdrFaults.Slow"/>.</summary>
    public int DelayMilliseconds { get; init; } = 1000;

    public string? Problem() =>
        !FdrFaults.All.Contains(Fault) ? $"fault is one of: {string.Join(", ", FdrFaults.All)}."
        : Times is < 1 or > TimesMax ? $"times is 1 to {TimesMax}."
        : RetryAfterSeconds is < 0 or > SecondsMax ? $"retryAfterSeconds is 0 to {SecondsMax}."
        : DelayMilliseconds is < 0 or > MillisecondsMax ? $"delayMilliseconds is 0 to {MillisecondsMax}."
        : null;
}
