using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <param name="ReceiptRecordId">Key of the receipt's row.</param>
/// <param name="Received">Sum of the receipt's transfers: our own and those of other beneficiaries.</param>
/// <param name="IsPrimary">False for a receipt of another organization's notice on which we have a share.</param>
/// <param name="WithheldCents">What of our own was given back or assigned before: money that is not here any more pays nothing.</param>
public sealed record ReceivedPayment(
    Guid ReceiptRecordId,
    string NoticeNumber,
    Shares Received,
    DateTimeOffset PaidAt,
    bool IsPrimary = true,
    long WithheldCents = 0
)
{
    public Shares Here => Received with { OwnCents = Received.OwnCents - WithheldCents };
}

/// <summary>What a payment turned out to be, and of which debt.</summary>
public sealed record AppliedPayment(ReceiptClassification Classification, Guid? PositionId = null, Guid? InstalmentId = null)
{
    public string ClassificationText => StateText.Of(Classification);
}

/// <summary>What a payment turns out to be, and which debt it names.</summary>
/// <param name="Pays">It is this payment that settles the debt now.</param>
public sealed record PaymentVerdict(ReceiptClassification Classification, bool Pays = false, OwedDebt? Debt = null)
{
    public AppliedPayment Applied => new(Classification, Debt?.PositionId, Debt?.InstalmentId);

    /// <summary>Money is never refused: it has moved.</summary>
    /// <param name="debt">As it is now; null when nobody knows the notice.</param>
    public static PaymentVerdict Decide(ReceivedPayment payment, OwedDebt? debt)
    {
        // The debt is on the books of the organization that issued the notice.
        if (!payment.IsPrimary)
            return new(ReceiptClassification.Regular);
        if (debt is null)
            return new(ReceiptClassification.UnknownNotice);
        if (debt.ReceiptRecordId is { } earlier && earlier != payment.ReceiptRecordId)
            return new(ReceiptClassification.DuplicatePayment, Debt: debt);
        return new(Classify(payment, debt), Pays: debt.ReceiptRecordId is null, debt);
    }

    private static ReceiptClassification Classify(ReceivedPayment payment, OwedDebt debt) =>
        debt.IsReleased || debt.State == InstalmentState.Draft ? ReceiptClassification.StateMismatch
        : payment.Received != debt.Shares || payment.WithheldCents > 0 ? ReceiptClassification.AmountMismatch
        : ReceiptClassification.Regular;
}
