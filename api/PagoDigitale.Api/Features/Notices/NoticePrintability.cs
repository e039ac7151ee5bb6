using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Languages;
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
    public static Message? Obstacle(NoticeRow notice, DateOnly today) =>
        Payability.ObstacleOf(
            notice.State,
            new(ValidFrom: null, notice.DueDate, notice.ValidUntil, notice.IsPayableAfterDueDate),
            today
        ) switch
        {
            null => null,
            PaymentObstacle.PastLastDay => NoticesTexts.IsPastLastDay.With(notice.ValidUntil),
            PaymentObstacle.PastDueDate => NoticesTexts.IsPastDueDate.With(notice.DueDate),
            PaymentObstacle.Draft => NoticesTexts.IsDraft,
            PaymentObstacle.Expired => NoticesTexts.HasExpired,
            PaymentObstacle.Cancelled => NoticesTexts.WasCancelled,
            PaymentObstacle.Replaced => NoticesTexts.WasReplaced,
            PaymentObstacle.Void => NoticesTexts.IsVoid,
            PaymentObstacle.Paid => NoticesTexts.IsPaid,
            var other => throw new InvalidOperationException($"Nobody has said what obstacle {other} means for a paper."),
        };
}
