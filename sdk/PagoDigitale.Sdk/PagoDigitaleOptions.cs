namespace PagoDigitale.Sdk;

/// <summary>How to reach the API, as whom, and how patiently.</summary>
public sealed class PagoDigitaleOptions
{
    /// <summary>Address of the API, without the version: <c>https://api.pagodigitale.example</c>.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The client to ask for tokens with. Without it calls carry no token.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The scopes to ask for; all those of the client when empty.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>
    /// The language of what is said to people, in problems, outcomes, warnings and next steps: <c>it</c>, or English when absent.
    /// </summary>
    public string? Language { get; set; }

    /// <summary>How many times a call is repeated after a passing failure.</summary>
    public int RetryCountMax { get; set; } = 3;

    /// <summary>The first wait between attempts; it doubles each time and is shortened at random.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between attempts that the client chooses itself.</summary>
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long one attempt may take, from the upload of the body to the end of the answer. Of a file being downloaded only the beginning
    /// counts; reading it takes as long as your cancellation token lets it.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How long a call may take until its answer is read, or a file begins, all attempts and the waits between them included. The client
    /// waits as long as <c>Retry-After</c> says; when that is longer than what is left of this time, the call ends at once with what the
    /// service said.
    /// </summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock. Tests give another one.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What is wrong; nothing when the client can work.</summary>
    internal IEnumerable<string> Faults()
    {
        if (BaseAddress is not { IsAbsoluteUri: true })
            yield return $"{nameof(BaseAddress)} must be an absolute address.";
        if (ClientId is null != ClientSecret is null)
            yield return $"{nameof(ClientId)} and {nameof(ClientSecret)} go together.";
        if (RetryCountMax is < 0 or > 10)
            yield return $"{nameof(RetryCountMax)} must be from 0 to 10.";
        if (RetryDelay < TimeSpan.Zero || RetryDelay > RetryDelayMax || RetryDelayMax > TimeSpan.FromDays(1))
            yield return $"{nameof(RetryDelay)} and {nameof(RetryDelayMax)} must be times up to a day, "
                + "the first not longer than the second.";
        if (!IsSensible(AttemptTimeout) || !IsSensible(TotalTimeout))
            yield return $"{nameof(AttemptTimeout)} and {nameof(TotalTimeout)} must be times up to a day.";
        if (Language is not null && !IsLanguage(Language))
            yield return $"{nameof(Language)} must be a language as Accept-Language has it: 'it', 'it-IT' or 'it, en;q=0.5'.";
        if (TimeProvider is null)
            yield return $"{nameof(TimeProvider)} must be there.";
    }

    private static bool IsLanguage(string language)
    {
        using var request = new HttpRequestMessage();
        return request.Headers.AcceptLanguage.TryParseAdd(language);
    }

    // What a time-out may be at least and at most, as Polly has it.
    private static bool IsSensible(TimeSpan time) => time >= TimeSpan.FromMilliseconds(10) && time <= TimeSpan.FromDays(1);
}
