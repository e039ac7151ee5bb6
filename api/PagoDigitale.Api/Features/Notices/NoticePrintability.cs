using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// Whether a notice may still be handed out. Whoever holds a paper will try to pay it, so only what can be paid is printed.
/// A position not valid yet is printable: notices are sent before the first day on which they can be paid.
/// </summary>
public static class NoticePrintability
{
    /// <summary>The same rule in SQL, for sets: i instalments, v services, <paramref name="today"/> the parameter with the legal date.</summary>
    public static string Sql(string today) =>
        $"i.state = 'unpaid' AND (i.valid_until IS NULL OR i.valid_until >= {today}) AND (v.keep_payable_after_due_date OR i.due_date IS NULL OR i.due_date >= {today})";

    /// <summary>Null when it is printable, else why it is not.</summary>
    public static string? Obstacle(NoticeRow notice, DateOnly today) =>
        notice.State switch
        {
            InstalmentState.Unpaid when notice.ValidUntil < today =>
                $"It could be paid until {notice.ValidUntil:yyyy-MM-dd}: give the instalment a later last day.",
            InstalmentState.Unpaid when notice.DueDate < today && !notice.IsPayableAfterDueDate =>
                $"It was due on {notice.DueDate:yyyy-MM-dd} and the service takes no late payments: give the instalment a later due date.",
            InstalmentState.Unpaid => null,
            InstalmentState.Draft => "The position is a draft: publish it first.",
            InstalmentState.Expired => "It has expired: reopen the position first.",
            InstalmentState.Cancelled => "It was cancelled: reopen the position first.",
            InstalmentState.Replaced => "Another notice has taken its place: print that one.",
            _ => "It is paid already: its receipt can be downloaded instead.",
        };
}
