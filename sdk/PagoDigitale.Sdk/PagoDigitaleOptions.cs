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

    /// <summary>The longest wait between attempts. A longer <c>Retry-After</c> ends the call instead.</summary>
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take until the answer begins, the upload of the body included.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The clock. Tests give another one.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal PagoDigitaleOptions Checked()
    {
        if (BaseAddress is not { IsAbsoluteUri: true })
            throw new ArgumentException($"{nameof(BaseAddress)} must be an absolute address.");
        if (ClientId is null != ClientSecret is null)
            throw new ArgumentException($"{nameof(ClientId)} and {nameof(ClientSecret)} go together.");
        ArgumentOutOfRangeException.ThrowIfNegative(RetryCountMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetryCountMax, 10);
        return this;
    }
}
