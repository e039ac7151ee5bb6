namespace PagoDigitale.Platform.Jobs;

/// <summary>Work that waits for its like only.</summary>
public enum JobLane
{
    /// <summary>Somebody looks at the screen until it is done.</summary>
    Interactive,

    /// <summary>Takes as long as it takes.</summary>
    Bulk,

    /// <summary>Talks to somebody outside, and so waits for them.</summary>
    Outbound,

    /// <summary>Nobody waits for it before the morning.</summary>
    Night,
}
