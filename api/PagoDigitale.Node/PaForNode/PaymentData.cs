using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>What paGetPayment answers. The amount is the sum of the transfers; V2 needs CompanyName.</summary>
public sealed record PaymentData
{
    public required string CreditorReferenceId { get; init; }

    public required long AmountCents { get; init; }

    /// <summary>Mandatory on the wire, also for a position that never falls due: send a far date then.</summary>
    public required DateOnly DueDate { get; init; }

    public required string Description { get; init; }

    public string? CompanyName { get; init; }

    public string? OfficeName { get; init; }

    public required Subject Debtor { get; init; }

    public required WireList<PaymentTransfer> Transfers { get; init; }

    public WireList<MetadataEntry> Metadata { get; init; } = [];
}

/// <summary>Exactly one of Iban and StampRequest; the digital stamp and CompanyName exist in V2 only.</summary>
public sealed record PaymentTransfer
{
    public required int IdTransfer { get; init; }

    public required long AmountCents { get; init; }

    public required string FiscalCodePa { get; init; }

    public string? CompanyName { get; init; }

    public string? Iban { get; init; }

    public StampRequest? StampRequest { get; init; }

    public required string RemittanceInformation { get; init; }

    public required string TransferCategory { get; init; }

    public WireList<MetadataEntry> Metadata { get; init; } = [];
}

/// <summary>A digital stamp to be bought: the SHA-256 of the document and the payer's province.</summary>
public sealed record StampRequest(WireList<byte> DocumentHash, string Province);

/// <summary>At most 15 of them, key and value up to 140 characters.</summary>
public sealed record MetadataEntry(string Key, string Value);
