using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// A payment that happened. PaymentNote, PrimaryCiIncurredFeeCents, IdBundle and IdCiBundle exist in V2 only.
/// Instants are UTC; the node's times without offset are Italian.
/// </summary>
public sealed record Receipt
{
    public required PaVersion Version { get; init; }

    /// <summary>The payment token; the IUR of rendicontazioni.</summary>
    public required string ReceiptId { get; init; }

    public required string NoticeNumber { get; init; }

    /// <summary>The primary ente.</summary>
    public required string FiscalCode { get; init; }

    public bool IsOutcomeOk { get; init; } = true;

    /// <summary>The IUV.</summary>
    public required string CreditorReferenceId { get; init; }

    public required long AmountCents { get; init; }

    public required string Description { get; init; }

    public required string CompanyName { get; init; }

    public string? OfficeName { get; init; }

    public required Subject Debtor { get; init; }

    public required WireList<ReceiptTransfer> Transfers { get; init; }

    public required string IdPsp { get; init; }

    public string? PspFiscalCode { get; init; }

    public string? PspPartitaIva { get; init; }

    public required string PspCompanyName { get; init; }

    public required string IdChannel { get; init; }

    public required string ChannelDescription { get; init; }

    public Subject? Payer { get; init; }

    public string? PaymentMethod { get; init; }

    public string? PaymentNote { get; init; }

    public long? FeeCents { get; init; }

    public long? PrimaryCiIncurredFeeCents { get; init; }

    public string? IdBundle { get; init; }

    public string? IdCiBundle { get; init; }

    public DateTimeOffset? PaymentDateTime { get; init; }

    public DateOnly? ApplicationDate { get; init; }

    public DateOnly? TransferDate { get; init; }

    public WireList<MetadataEntry> Metadata { get; init; } = [];

    public bool? IsStandIn { get; init; }
}

/// <summary>Exactly one of Iban and StampAttachment; the attachment (signed marcaDaBollo XML) and CompanyName exist in V2 only.</summary>
public sealed record ReceiptTransfer
{
    public required int IdTransfer { get; init; }

    public required long AmountCents { get; init; }

    public required string FiscalCodePa { get; init; }

    public string? CompanyName { get; init; }

    public string? Iban { get; init; }

    public WireList<byte>? StampAttachment { get; init; }

    public required string RemittanceInformation { get; init; }

    public required string TransferCategory { get; init; }

    public WireList<MetadataEntry> Metadata { get; init; } = [];
}
