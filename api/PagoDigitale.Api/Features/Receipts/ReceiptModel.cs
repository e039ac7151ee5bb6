using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record ReceiptModel
{
    public required string Id { get; init; }
    public required string Iur { get; init; }
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required string OrganizationFiscalCode { get; init; }
    public required long AmountCents { get; init; }
    public long? FeeCents { get; init; }
    public required DateTimeOffset PaidAt { get; init; }
    public DateOnly? ApplicationDate { get; init; }
    public DateOnly? TransferDate { get; init; }
    public required ReceiptPsp Psp { get; init; }
    public string? PaymentMethod { get; init; }
    public required ReceiptParty Debtor { get; init; }
    public ReceiptParty? Payer { get; init; }
    public required string Description { get; init; }

    /// <summary>Always said by this version; optional in the contract, where it came later.</summary>
    public long? PayerCreditCents { get; init; }

    /// <summary>What was given back of it, or pays something else; null when nothing was.</summary>
    public IReadOnlyList<PayerCreditUse>? PayerCreditUses { get; init; }
    public ReceiptWithdrawal? Withdrawal { get; init; }

    /// <summary>When a rendicontazione was taken that says that the PSP took the payment back.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
    public required bool IsStandIn { get; init; }
    public required ReceiptVersion Version { get; init; }
    public required ReceiptOrigin Origin { get; init; }

    /// <summary>What the payer's side said beside the payment: for a cart of pagoPA, the identifier of the cart.</summary>
    public string? PaymentNote { get; init; }
    public required IReadOnlyList<ReceiptMetadata> Metadata { get; init; }
    public required ReceiptClassification Classification { get; init; }
    public required IReadOnlyList<Anomaly> Anomalies { get; init; }

    /// <summary>Only of a payment outside the node.</summary>
    public ReceiptOutsidePayment? OutsidePayment { get; init; }
    public string? PositionId { get; init; }
    public string? InstalmentId { get; init; }
    public required IReadOnlyList<ReceiptTransferModel> Transfers { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How often its message came; none where no message told of it.</summary>
    public int? SeenCount { get; init; }

    /// <summary>Of the last repetition.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When asked for: with <c>embed</c>.</summary>
    public PositionSummary? Position { get; init; }
}

/// <summary>An entry of the metadata of pagoPA. A list and no map: keys come repeated, and then all of them count.</summary>
public sealed record ReceiptMetadata
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}

public enum ReceiptVersion
{
    V1,
    V2,

    /// <summary>Money taken outside the node, declared by the organization.</summary>
    Outside,

    /// <summary>Money that only a rendicontazione tells of (outcome 9; 8 when no receipt came).</summary>
    Reported,

    /// <summary>A second payment, or an excess, that the organization assigned to this notice.</summary>
    Assigned,
}

public sealed record ReceiptOutsidePayment
{
    public required string Reason { get; init; }
    public string? Reference { get; init; }
}

public sealed record PayerCreditUse
{
    /// <summary>Always said by this version; optional in the contract, where it came later.</summary>
    public string? Id { get; init; }
    public required PayerCreditUseKind Kind { get; init; }
    public required long AmountCents { get; init; }
    public required string Reason { get; init; }
    public DateOnly? RefundedOn { get; init; }
    public string? NoticeNumber { get; init; }

    /// <summary>The receipt of the notice it pays.</summary>
    public string? AssignedReceiptId { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>It was taken back, and counts no more.</summary>
    public PayerCreditUseWithdrawn? Withdrawal { get; init; }
}

public sealed record PayerCreditUseWithdrawn
{
    public required DateTimeOffset WithdrawnAt { get; init; }
    public required string Reason { get; init; }
}

public enum PayerCreditUseKind
{
    Assigned,
    Refunded,
    Claimed,
}

public sealed record ReceiptWithdrawal
{
    public required DateTimeOffset WithdrawnAt { get; init; }
    public required string Reason { get; init; }
}

public sealed record ReceiptPsp
{
    public required string Id { get; init; }
    public string? FiscalCode { get; init; }
    public required string Name { get; init; }
    public string? Channel { get; init; }
}

public sealed record ReceiptParty
{
    public Core.Identifiers.DebtorType? Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
}

public sealed record ReceiptTransferModel
{
    public required int Index { get; init; }
    public required string OrganizationFiscalCode { get; init; }
    public required long AmountCents { get; init; }
    public string? Iban { get; init; }
    public required string TaxonomyCode { get; init; }
    public required string RemittanceInformation { get; init; }
    public required IReadOnlyList<ReceiptMetadata> Metadata { get; init; }

    /// <summary>The rendicontazione that reported it.</summary>
    public string? FlussoId { get; init; }
    public required bool IsOwn { get; init; }
}
