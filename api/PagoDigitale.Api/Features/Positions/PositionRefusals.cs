using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The conflicts that several operations on positions share.</summary>
internal static class PositionRefusals
{
    public static ApiError NotFound(string position) =>
        ApiError.NotFound("position-not-found", PositionsTexts.NotFound, PositionsTexts.NoSuch.With(position));

    public static ApiError? IfSettled(IEnumerable<Instalment> instalments)
    {
        var settled = instalments.Where(i => InstalmentLifeCycle.IsSettled(i.State) && !i.IsRetired).ToList();
        return settled.Count == 0
            ? null
            : AlreadyPaid(
                States(settled),
                settled.Exists(i => !i.IsSettledInPart && i.PaidCents + i.DischargedOwnCents + i.DischargedOthersCents < i.AmountCents),
                settled.Exists(i => i.ReceiptRecordId is null)
            );
    }

    /// <summary>Of what is said of the whole debt: nothing of it is paid, and it is there.</summary>
    public static ApiError? IfClosed(Position position) =>
        IfSettled(position.Instalments) ?? (position.State == PositionState.Cancelled ? Cancelled() : null);

    /// <summary>Of a payment that the organization itself declares.</summary>
    public static ApiError NotPayable(OwedDebt debt) =>
        InstalmentLifeCycle.IsSettled(debt.State)
            ? AlreadyPaid(
                PositionRefusalTexts.NoticeIs.With(debt.NoticeNumber, InstalmentStateTexts.Of(debt.State)),
                isShort: !debt.IsSettledInPart && debt.SettledCents < debt.Shares.TotalCents,
                isAwaited: debt.ReceiptRecordId is null
            )
        : debt.State == InstalmentState.Void ? IsVoid(debt.NoticeNumber)
        : ApiError.Conflict(
            "instalment-not-payable",
            PositionRefusalTexts.NotPayable,
            PositionRefusalTexts.PublishOrReopen.With(debt.NoticeNumber, InstalmentStateTexts.Of(debt.State))
        );

    /// <summary>
    /// Of a cancellation alone: what the payer is paying would not be owed any more. Changes are told at the node's next question.
    /// </summary>
    public static ApiError? IfInProgress(IEnumerable<Instalment> instalments, DateTimeOffset now)
    {
        var busy = instalments.FirstOrDefault(i => i.IsInProgress(now));
        return busy is null
            ? null
            : ApiError.Conflict(
                "payment-in-progress",
                PositionRefusalTexts.InProgress,
                PositionRefusalTexts.SomebodyIsPaying.With(busy.NoticeNumber, busy.PaymentInProgressUntil)
            );
    }

    /// <summary>Nothing that would expire at once is made payable.</summary>
    public static ApiError? IfOver(IEnumerable<Instalment> instalments, bool keepsAfterDueDate, DateOnly today)
    {
        var over = instalments.FirstOrDefault(i =>
            Payability.OverBy(new(ValidFrom: null, i.DueDate, i.ValidUntil, i.KeepPayableAfterDueDate ?? keepsAfterDueDate), today)
                is not null
        );
        return over is null
            ? null
            : ApiError.Conflict(
                "validity-over",
                PositionRefusalTexts.IsOver,
                PositionRefusalTexts.ChangeDates.With(over.NoticeNumber, over.ValidUntil ?? over.DueDate)
            );
    }

    public static ApiError IsVoid(string notice) =>
        ApiError.Conflict("payment-option-void", PositionRefusalTexts.OptionIsVoid, PositionRefusalTexts.OtherOptionIsPaid.With(notice));

    public static ApiError Cancelled() =>
        ApiError.Conflict("position-cancelled", PositionRefusalTexts.IsCancelled, PositionRefusalTexts.ReopenFirst);

    public static ApiError OfGroup(Position position, string externalId) =>
        ApiError.Conflict(
            "external-id-taken",
            PositionRefusalTexts.IsGrouped,
            position.Instalments.Find(i => i.IsLive) is { } live
                ? PositionRefusalTexts.ChangeGroupOfNotice.With(
                    externalId,
                    position.PublicId,
                    live.NoticeNumber,
                    PositionStateTexts.Of(position.State)
                )
                : PositionRefusalTexts.ChangeGroup.With(externalId, position.PublicId, PositionStateTexts.Of(position.State))
        );

    /// <summary>Of a plan it is the sum that has to be the price.</summary>
    public static FieldError NotThePrice(string service, long price, long asked, string field) =>
        new(
            field,
            "amount-not-the-price",
            PositionRefusalTexts.IsNotThePrice.With(asked, service, price),
            PositionRefusalTexts.AskThePrice
        );

    private static ApiError AlreadyPaid(Message states, bool isShort, bool isAwaited) =>
        ApiError.Conflict(
            "position-already-paid",
            PositionRefusalTexts.AlreadyPaid,
            (
                isShort ? PositionRefusalTexts.PaidShort
                : isAwaited ? PositionRefusalTexts.PaidAwaitingReceipt
                : PositionRefusalTexts.PaidStays
            ).With(states)
        );

    private static Message States(List<Instalment> instalments) =>
        instalments
            .Skip(1)
            .Aggregate(
                PositionRefusalTexts.NoticeIs.With(instalments[0].NoticeNumber, InstalmentStateTexts.Of(instalments[0].State)),
                (before, i) => PositionRefusalTexts.AndNoticeIs.With(before, i.NoticeNumber, InstalmentStateTexts.Of(i.State))
            );
}
