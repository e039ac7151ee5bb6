using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// Whether a notice may still be handed out. Whoever holds a paper will try to pay it, so only what can be paid is printed. A position
/// not valid yet is printable: notices are sent before the first day on which they can be paid. For sets:
/// <see cref="Positions.Door.PayableSql.IsPrintable"/>.
/// </summary>
public static class NoticePrintability
{
    /// <summary>Null when it is printable, else why it is not.</summary>
    public static string? Obstacle(NoticeRow notice, DateOnly today) =>
        Payability.ObstacleOf(
            notice.State,
            new(ValidFrom: null, notice.DueDate, notice.ValidUntil, notice.IsPayableAfterDueDate),
            today
        ) switch
        {
            null => null,
            PaymentObstacle.PastLastDay => $"It could be paid until {notice.ValidUntil:yyyy-MM-dd}: give the instalment a later last day.",
            PaymentObstacle.PastDueDate =>
                $"It was due on {notice.DueDate:yyyy-MM-dd} and the service takes no late payments: give the instalment a later due date.",
            PaymentObstacle.Draft => "The position is a draft: publish it first.",
            PaymentObstacle.Expired => "It has expired: reopen the position first.",
            PaymentObstacle.Cancelled => "It was cancelled: reopen the position first.",
            PaymentObstacle.Replaced => "Another notice has taken its place: print that one.",
            PaymentObstacle.Paid => "It is paid already: its receipt can be downloaded instead.",
            var other => throw new InvalidOperationException($"Nobody has said what obstacle {other} means for a paper."),
        };
}
