namespace PagoDigitale.Platform.Outbound;

/// <summary>How long we wait for others, how much we take of them and how long we keep it.</summary>
public sealed class OutboundSettings
{
    public const string AttemptSecondsKey = "PagoDigitale:Outbound:AttemptSeconds";
    public const string AnswerMegabytesMaxKey = "PagoDigitale:Outbound:AnswerMegabytesMax";
    public const string KeptDaysKey = "PagoDigitale:Outbound:KeptDays";

    public OutboundSettings(IConfiguration configuration)
    {
        Patience = TimeSpan.FromSeconds(Within(configuration, AttemptSecondsKey, 30, 1, 600));
        AnswerBytesMax = Within(configuration, AnswerMegabytesMaxKey, 64, 1, 1_024) * 1024L * 1024L;
        Kept = TimeSpan.FromDays(Within(configuration, KeptDaysKey, 90, 1, 3_650));
    }

    /// <summary>For one attempt: to connect, to send, and to read the whole answer.</summary>
    public TimeSpan Patience { get; }

    public long AnswerBytesMax { get; }

    /// <summary>Of exchanges. What was taken of them is kept as long as what it became.</summary>
    public TimeSpan Kept { get; }

    private static int Within(IConfiguration configuration, string key, int usual, int min, int max) =>
        configuration.GetValue(key, usual) is var value && value >= min && value <= max
            ? value
            : throw new InvalidOperationException($"{key} must be a number from {min} to {max}.");
}
