using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The conflicts that several operations on positions share.</summary>
internal static class PositionRefusals
{
    public static ApiError? IfSettled(IEnumerable<Instalment> instalments)
    {
        var settled = instalments.Where(i => InstalmentLifeCycle.IsSettled(i.State)).ToList();
        return settled.Count == 0
            ? null
            : AlreadyPaid(
                States(settled),
                OfRest(
                    settled.Exists(i => !i.IsSettledInPart && i.PaidCents + i.DischargedOwnCents + i.DischargedOthersCents < i.AmountCents),
                    settled.Exists(i => i.ReceiptRecordId is null)
                )
            );
    }

    /// <summary>Of a payment that the organization itself declares.</summary>
    public static ApiError NotPayable(OwedDebt debt) =>
        InstalmentLifeCycle.IsSettled(debt.State)
            ? AlreadyPaid(
                $"Notice {debt.NoticeNumber} is {StateText.Of(debt.State)}",
                OfRest(
                    isShort: !debt.IsSettledInPart && debt.SettledCents < debt.Shares.TotalCents,
                    isAwaited: debt.ReceiptRecordId is null
                )
            )
            : ApiError.Conflict(
                "instalment-not-payable",
                "The instalment cannot be paid",
                $"Notice {debt.NoticeNumber} is {StateText.Of(debt.State)}: publish or reopen the position first."
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
                "A payment is in progress",
                $"Somebody is paying notice {busy.NoticeNumber}, until {busy.PaymentInProgressUntil:yyyy-MM-ddTHH:mm:ssZ} at most. "
                    + "Cancel with force=true all the same: should the money come, it is taken and owed back to the payer."
            );
    }

    /// <summary>Nothing that would expire at once is made payable.</summary>
    public static ApiError? IfOver(IEnumerable<Instalment> instalments, bool keepsAfterDueDate, DateOnly today)
    {
        var over = instalments.FirstOrDefault(i =>
            Payability.OverBy(new(ValidFrom: null, i.DueDate, i.ValidUntil, keepsAfterDueDate), today) is not null
        );
        return over is null
            ? null
            : ApiError.Conflict(
                "validity-over",
                "The time to pay is over",
                $"Notice {over.NoticeNumber} could be paid until {over.ValidUntil ?? over.DueDate:yyyy-MM-dd}. Change its dates first."
            );
    }

    public static ApiError Cancelled() =>
        ApiError.Conflict("position-cancelled", "The position is cancelled", "Its instalments are cancelled. Reopen it first.");

    public static ApiError OfGroup(Position position, string externalId) =>
        ApiError.Conflict(
            "external-id-taken",
            "The external identifier belongs to a grouped position",
            $"A flow grouped the row '{externalId}' with others of its debtor into position {position.PublicId}"
                + (position.Instalments.Find(i => i.IsLive) is { } live ? $", notice {live.NoticeNumber}" : "")
                + $" ({StateText.Of(position.State)}): nothing was changed. "
                + "Change that position by its identifier (changePosition); send another debt with an externalId of its own."
        );

    /// <summary>Of a plan it is the sum that has to be the price.</summary>
    public static FieldError NotThePrice(string service, long price, long asked, string field) =>
        new(
            field,
            "amount-not-the-price",
            $"asks {asked} cents and the price of the service '{service}' is {price}",
            "Ask the price, or let the service take other amounts (allowsOtherAmounts)."
        );

    private static ApiError AlreadyPaid(string states, string rest) =>
        ApiError.Conflict("position-already-paid", "Something of the position is paid", $"{states}. What is paid stays as it is.{rest}");

    private static string OfRest(bool isShort, bool isAwaited) =>
        isShort
            ? " Less was paid than was asked: write the rest off with cancelPosition; to collect it, create a position for it "
                + "(createPosition) and write it off here."
        : isAwaited
            ? " A rendicontazione tells of it and its receipt is awaited: upload it (uploadReceipt), or wait until a week after "
                + "the rendicontazione came."
        : "";

    private static string States(IEnumerable<Instalment> instalments) =>
        string.Join(", ", instalments.Select(i => $"Notice {i.NoticeNumber} is {StateText.Of(i.State)}"));
}
