namespace PagoDigitale.Api.Features.MissingReceipts.Recovering;

/// <summary>When a receipt that was not found is asked for again: six times within two weeks, of which most in the first days.</summary>
internal static class RecoveryPauses
{
    private static readonly TimeSpan[] _pauses =
    [
        TimeSpan.FromHours(6),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(2),
        TimeSpan.FromDays(4),
        TimeSpan.FromDays(7),
    ];

    /// <summary>Until one with which we failed ourselves is.</summary>
    public static readonly TimeSpan OfOurs = TimeSpan.FromHours(6);

    /// <param name="attempts">Before this one.</param>
    /// <returns>Null after the last.</returns>
    public static TimeSpan? After(int attempts) => attempts < _pauses.Length ? _pauses[attempts] : null;
}
