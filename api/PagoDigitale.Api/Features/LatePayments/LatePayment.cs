using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.LatePayments;

/// <summary>
/// Whether a payment made after the term is one in time all the same, because its money came soon enough (d.l. 18/2016, art. 17-quinquies,
/// of fines for offences against the traffic code).
/// </summary>
public enum Timeliness
{
    /// <summary>The money has not been seen yet, and may have come in time.</summary>
    AwaitingCredit,
    InTimeByCredit,
    Late,
}

public sealed record LatePayment
{
    public required string PositionId { get; init; }
    public string? ExternalId { get; init; }
    public required string InstalmentId { get; init; }
    public required string NoticeNumber { get; init; }
    public required string ServiceCode { get; init; }
    public required string Description { get; init; }
    public required string DebtorFiscalCode { get; init; }
    public required string DebtorName { get; init; }
    public required PaymentOptionKind OptionKind { get; init; }
    public required long AmountCents { get; init; }
    public required long PaidCents { get; init; }

    /// <summary>What the payer saved by an option that is less than the whole; zero where it was the whole.</summary>
    public required long ReductionCents { get; init; }

    /// <summary>The day by which it was to be paid.</summary>
    public required DateOnly Term { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required DateOnly LastCreditDay { get; init; }

    /// <summary>The day on which the bank booked the money; null while that is not known.</summary>
    public DateOnly? CreditedOn { get; init; }
    public required Timeliness Timeliness { get; init; }
}
