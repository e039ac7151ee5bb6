using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>A receipt as it is now, with its position where it has one.</summary>
/// <param name="Iur">The identifier that the PSP gave the payment.</param>
/// <param name="OwnCents">What of it is the organization's own.</param>
public sealed record ReceiptFacts(
    string Id,
    string Iur,
    string NoticeNumber,
    string Iuv,
    long AmountCents,
    long OwnCents,
    DateTimeOffset PaidAt,
    string PspId,
    ReceiptClassification Classification,
    string? PositionId,
    string? ExternalId,
    PositionState? PositionState
);

public abstract record ReceiptEvent(ReceiptFacts Receipt) : EventData
{
    protected ReceiptFacts Receipt { get; } = Receipt;

    public string ReceiptId => Receipt.Id;
    public string Iur => Receipt.Iur;
    public string NoticeNumber => Receipt.NoticeNumber;
    public string Iuv => Receipt.Iuv;
    public long AmountCents => Receipt.AmountCents;
    public long OwnCents => Receipt.OwnCents;
    public DateTimeOffset PaidAt => Receipt.PaidAt;
    public string PspId => Receipt.PspId;
    public ReceiptClassification Classification => Receipt.Classification;
    public string? PositionId => Receipt.PositionId;
    public string? ExternalId => Receipt.ExternalId;
    public PositionState? PositionState => Receipt.PositionState;

    protected override string SubjectId => ReceiptId;
}

/// <param name="Anomalies">Codes of what is odd about it.</param>
[Event("receipt.received", "A receipt came.")]
public sealed record ReceiptReceived(ReceiptFacts Receipt, bool IsStandIn, ReceiptOrigin Origin, IReadOnlyList<string> Anomalies)
    : ReceiptEvent(Receipt);

[Event("receipt.notice-found", "The position of a receipt with an unknown notice was entered.")]
public sealed record ReceiptNoticeFound(ReceiptFacts Receipt) : ReceiptEvent(Receipt);

[Event("receipt.revoked", "A payment was revoked by a rendicontazione.")]
public sealed record ReceiptRevoked(ReceiptFacts Receipt) : ReceiptEvent(Receipt);

[Event("receipt.revocation-withdrawn", "A revocation was taken back by a newer rendicontazione.")]
public sealed record ReceiptRevocationWithdrawn(ReceiptFacts Receipt) : ReceiptEvent(Receipt);

/// <param name="CreditCents">How much of the credit.</param>
/// <param name="UsedForNoticeNumber">The notice that it paid.</param>
/// <param name="AssignedReceiptId">The receipt that the notice got by it.</param>
[Event("receipt.credit-assigned", "A credit of a payer was used for another position.")]
public sealed record ReceiptCreditAssigned(
    ReceiptFacts Receipt,
    long CreditCents,
    string UsedForNoticeNumber,
    string AssignedReceiptId,
    string Reason
) : ReceiptEvent(Receipt);

[Event("receipt.credit-assignment-withdrawn", "A credit that was assigned to a position is free again.")]
public sealed record ReceiptCreditAssignmentWithdrawn(
    ReceiptFacts Receipt,
    long CreditCents,
    string UsedForNoticeNumber,
    string AssignedReceiptId,
    string Reason
) : ReceiptEvent(Receipt);

[Event("receipt.credit-claimed", "A credit of a payer was claimed for what was paid short.")]
public sealed record ReceiptCreditClaimed(ReceiptFacts Receipt, long CreditCents, string UsedForNoticeNumber, string Reason)
    : ReceiptEvent(Receipt);

[Event("receipt.credit-claim-withdrawn", "A claim on a credit of a payer was taken back.")]
public sealed record ReceiptCreditClaimWithdrawn(ReceiptFacts Receipt, long CreditCents, string Reason) : ReceiptEvent(Receipt);

[Event("receipt.credit-refunded", "A credit was paid back to the payer.")]
public sealed record ReceiptCreditRefunded(ReceiptFacts Receipt, long CreditCents, DateOnly RefundedOn, string Reason)
    : ReceiptEvent(Receipt);

[Event("receipt.credit-refund-withdrawn", "A refund of a credit that was declared by mistake was taken back.")]
public sealed record ReceiptCreditRefundWithdrawn(ReceiptFacts Receipt, long CreditCents, string Reason) : ReceiptEvent(Receipt);

[Event("position.paid-twice", "A payment came for what was paid already, or for a notice that another has replaced.")]
public sealed record PositionPaidTwice(PositionFacts Position, string NoticeNumber, string ReceiptId) : PositionEvent(Position);
