using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>A position as it is now.</summary>
/// <param name="NoticeNumbers">Of its instalments, but those that others replaced.</param>
public sealed record PositionFacts(
    string Id,
    string? ExternalId,
    string ServiceCode,
    string? UnitCode,
    string? FlowId,
    PositionState State,
    long AmountCents,
    long PaidCents,
    IReadOnlyList<string> NoticeNumbers
);

public abstract record PositionEvent(PositionFacts Position) : EventData
{
    protected PositionFacts Position { get; } = Position;

    public string PositionId => Position.Id;
    public string? ExternalId => Position.ExternalId;
    public string ServiceCode => Position.ServiceCode;
    public string? UnitCode => Position.UnitCode;
    public string? FlowId => Position.FlowId;
    public PositionState State => Position.State;
    public long AmountCents => Position.AmountCents;
    public long PaidCents => Position.PaidCents;
    public IReadOnlyList<string> NoticeNumbers => Position.NoticeNumbers;

    protected override string SubjectId => PositionId;
}

/// <summary>Why nothing, or less, is owed any more.</summary>
public enum PaidBy
{
    /// <summary>A receipt of the node.</summary>
    Receipt,

    /// <summary>A rendicontazione tells of the payment, and no receipt has come.</summary>
    Rendicontazione,

    /// <summary>The organization declared it.</summary>
    OutsideNode,

    /// <summary>What was owed back to a payer paid it.</summary>
    PayerCredit,

    /// <summary>The rest was cancelled, and what is left is paid.</summary>
    Cancellation,

    /// <summary>What was told of it before, or of the money that came for it, was taken back.</summary>
    Correction,
}

[Event("position.created", "A position was entered by a request; a flow tells flow.positions-created.")]
public sealed record PositionCreated(PositionFacts Position) : PositionEvent(Position);

[Event("position.changed", "What a position asks for, or where it is paid to, was changed.")]
public sealed record PositionChanged(PositionFacts Position) : PositionEvent(Position);

[Event("position.published", "A position is no draft any more.")]
public sealed record PositionPublished(PositionFacts Position) : PositionEvent(Position);

[Event("position.debtor-corrected", "An open position got another debtor.")]
public sealed record PositionDebtorCorrected(PositionFacts Position, string Reason) : PositionEvent(Position);

[Event("position.payable", "A position can be paid.")]
public sealed record PositionPayable(PositionFacts Position, PositionState? PreviousState = null) : PositionEvent(Position);

[Event("position.expired", "Nothing of a position can be paid any more by its dates.")]
public sealed record PositionExpired(PositionFacts Position, PositionState? PreviousState = null) : PositionEvent(Position);

[Event("position.reported", "A rendicontazione tells of all payments of a position.")]
public sealed record PositionReported(PositionFacts Position, PositionState? PreviousState = null) : PositionEvent(Position);

[Event("position.reconciled", "The money of a position was found on the bank statement.")]
public sealed record PositionReconciled(PositionFacts Position, PositionState? PreviousState = null) : PositionEvent(Position);

/// <param name="NoticeNumber">The notice that the payment was made with.</param>
/// <param name="PaidAt">When the payer paid, which may be days before anybody told of it.</param>
public abstract record PositionPayment(
    PositionFacts Position,
    PaidBy PaidBy,
    string? NoticeNumber,
    string? ReceiptId,
    DateTimeOffset? PaidAt,
    PositionState? PreviousState
) : PositionEvent(Position);

[Event("position.paid", "Nothing of a position is owed any more, and something was paid: paidBy tells how.")]
public sealed record PositionPaid(
    PositionFacts Position,
    PaidBy PaidBy,
    string? NoticeNumber = null,
    string? ReceiptId = null,
    DateTimeOffset? PaidAt = null,
    PositionState? PreviousState = null
) : PositionPayment(Position, PaidBy, NoticeNumber, ReceiptId, PaidAt, PreviousState);

[Event("position.partially-paid", "A part of the instalments of a position was paid.")]
public sealed record PositionPartiallyPaid(
    PositionFacts Position,
    PaidBy PaidBy,
    string? NoticeNumber = null,
    string? ReceiptId = null,
    DateTimeOffset? PaidAt = null,
    PositionState? PreviousState = null
) : PositionPayment(Position, PaidBy, NoticeNumber, ReceiptId, PaidAt, PreviousState);

/// <param name="Reason">Null where nobody said one: the money that had come for it went back.</param>
/// <param name="CancelledCents">What is not owed any more.</param>
/// <param name="DischargedCents">What of it was missing of a payment.</param>
[Event("position.cancelled", "A position, or what is unpaid of it, is not owed any more.")]
public sealed record PositionCancelled(
    PositionFacts Position,
    string? Reason = null,
    long CancelledCents = 0,
    long DischargedCents = 0,
    PositionState? PreviousState = null
) : PositionEvent(Position);

/// <param name="ReopenedCents">What is owed again.</param>
[Event("position.reopened", "A position is owed again.")]
public sealed record PositionReopened(PositionFacts Position, string Reason, long ReopenedCents) : PositionEvent(Position);

[Event("position.outside-payment-withdrawn", "A payment outside the node that was declared by mistake was taken back.")]
public sealed record PositionOutsidePaymentWithdrawn(PositionFacts Position, string NoticeNumber, string ReceiptId, string Reason)
    : PositionEvent(Position);
