using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// Whether a notice may still be handed out. Whoever holds a paper will try to pay it, so only what can be paid is printed.
/// A position not valid yet is printable: notices are sent before the first day on which they can be paid.
/// </summary>
public static class NoticePrintability
{
    /// <summary>The same rule in SQL, for sets: <paramref name="today"/> is the parameter with the legal date.</summary>
    public static string Sql(string today) => $"i.state = 'unpaid' AND (i.valid_until IS NULL OR i.valid_until >= {today})";

    /// <summary>Null when it is printable, else why it is not.</summary>
    public static string? Obstacle(InstalmentState state, DateOnly? validUntil, DateOnly today) => state switch
    {
        InstalmentState.Unpaid when validUntil < today => $"It could be paid until {validUntil:yyyy-MM-dd}: give the instalment a later last day.",
        InstalmentState.Unpaid => null,
        InstalmentState.Draft => "The position is a draft: publish it first.",
        InstalmentState.Expired => "It has expired: reopen the position first.",
        InstalmentState.Cancelled => "It was cancelled: reopen the position first.",
        InstalmentState.Replaced => "Another notice has taken its place: print that one.",
        _ => "It is paid already: its receipt can be downloaded instead.",
    };
}
