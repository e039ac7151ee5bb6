using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>A receipt to be written, whoever it comes from.</summary>
public sealed record ReceiptRecord
{
    public required Guid Id { get; init; }
    public required string Iur { get; init; }
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required string PrimaryOrganization { get; init; }

    /// <summary>v1, v2 or outside.</summary>
    public required string Version { get; init; }
    public required long AmountCents { get; init; }
    public long? FeeCents { get; init; }
    public required DateTimeOffset PaidAt { get; init; }
    public DateOnly? ApplicationDate { get; init; }
    public DateOnly? TransferDate { get; init; }
    public required string PspId { get; init; }
    public string? PspFiscalCode { get; init; }
    public required string PspName { get; init; }
    public string? Channel { get; init; }
    public string? PaymentMethod { get; init; }

    /// <summary>What version 2 of the node's receipt says beside the payment; of a payment outside the node, how and why.</summary>
    public string? PaymentNote { get; init; }

    /// <summary>Only of a payment outside the node.</summary>
    public string? PaymentReference { get; init; }
    public required ReceiptPerson Debtor { get; init; }
    public ReceiptPerson? Payer { get; init; }
    public required string Description { get; init; }
    public bool IsStandIn { get; init; }
    public ReceiptOrigin Origin { get; init; }

    /// <summary>Entries beside the transfers, as a list of key and value: keys may be repeated.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>Known before it is written.</summary>
    public ReceiptClassification Classification { get; init; }
    public IReadOnlyList<Anomaly> Anomalies { get; init; } = [];
    public Guid? PositionId { get; init; }
    public Guid? InstalmentId { get; init; }
    public Guid? MessageId { get; init; }
    public required IReadOnlyList<ReceiptRecordTransfer> Transfers { get; init; }
}

public sealed record ReceiptPerson(string? Type, string FiscalCode, string Name);

public sealed record ReceiptRecordTransfer(
    int Index,
    string Beneficiary,
    long AmountCents,
    string? Iban,
    string TaxonomyCode,
    string RemittanceInformation,
    string? MetadataJson = null
);
