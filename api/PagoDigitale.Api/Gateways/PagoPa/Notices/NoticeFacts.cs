using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>What one round trip tells of a question: the organization, its station, and the notice asked about.</summary>
public sealed record NoticeFacts
{
    public required string OrganizationName { get; init; }
    public required bool IsOrganizationActive { get; init; }

    /// <summary>Null when the organization does not have the station.</summary>
    public required string? BrokerFiscalCode { get; init; }

    /// <summary>Null when the notice is not in the archive.</summary>
    public NoticeOfPosition? Notice { get; init; }
}

public sealed record NoticeOfPosition
{
    public required string State { get; init; }
    public required string Iuv { get; init; }
    public required long AmountCents { get; init; }
    public required DateOnly? DueDate { get; init; }
    public required DateOnly? ValidUntil { get; init; }
    public required DateOnly? ValidFrom { get; init; }
    public required bool IsPayableAfterDueDate { get; init; }
    public required string Description { get; init; }
    public required string? OptionDescription { get; init; }
    public required string DebtorType { get; init; }
    public required string DebtorFiscalCode { get; init; }
    public required string DebtorName { get; init; }
    public required string? DebtorAddress { get; init; }
    public required string? DebtorEmail { get; init; }
    public required IReadOnlyList<MetadataEntry> Metadata { get; init; }
    public required IReadOnlyList<NoticeTransfer> Transfers { get; init; }
}

public sealed record NoticeTransfer(
    int Index,
    string Beneficiary,
    long AmountCents,
    string Iban,
    string? PostalIban,
    string TaxonomyCode,
    RequestToPay RequestToPay,
    string RemittanceInformation,
    IReadOnlyList<MetadataEntry> Metadata
);
