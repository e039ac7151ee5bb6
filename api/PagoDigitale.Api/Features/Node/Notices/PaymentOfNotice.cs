using System.Text.Json;
using PagoDigitale.Api.Features.Organizations.Exposed;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Api.Features.Node.Notices;

/// <summary>What the node is told of a notice that can be paid.</summary>
public static class PaymentOfNotice
{
    /// <summary>SANP, best practice: where the postal account goes when the payment is made elsewhere.</summary>
    private const string PostalAccountKey = "IBANAPPOGGIO";

    /// <summary>ctMetadata: a sixteenth entry makes the activation fail.</summary>
    private const int EntriesMax = 15;

    /// <summary>The due date is mandatory on the wire; peers send this one for a position that has none.</summary>
    private static readonly DateOnly Never = new(2099, 12, 31);

    public static DateOnly DueDateOf(NoticeOfPosition notice) => notice.DueDate ?? Never;

    /// <summary>allCCP: every transfer can be credited to a postal account.</summary>
    public static bool IsAllPostal(NoticeOfPosition notice) => notice.Transfers.All(t => t.PostalIban is not null || IsPostal(t.Iban));

    public static PaymentData DataOf(NoticeOfPosition notice, string organization, string organizationName, PaVersion version, TransferType? transferType) => new()
    {
        CreditorReferenceId = notice.Iuv,
        AmountCents = notice.AmountCents,
        DueDate = DueDateOf(notice),
        Description = notice.Description,
        CompanyName = organizationName,
        Debtor = DebtorOf(notice),
        Metadata = [.. notice.Metadata],
        Transfers = [.. notice.Transfers.Select(t => TransferOf(t, organization, organizationName, version, transferType))],
    };

    private static PaymentTransfer TransferOf(NoticeTransfer transfer, string organization, string organizationName, PaVersion version, TransferType? transferType) => new()
    {
        IdTransfer = transfer.Index,
        AmountCents = transfer.AmountCents,
        FiscalCodePa = transfer.Beneficiary,
        CompanyName = version == PaVersion.V2 && transfer.Beneficiary == organization ? organizationName : null,
        Iban = transferType == TransferType.Postal ? transfer.PostalIban ?? transfer.Iban : transfer.Iban,
        RemittanceInformation = transfer.RemittanceInformation,
        TransferCategory = transfer.TaxonomyCode,
        Metadata = MetadataOf(transfer, transferType),
    };

    /// <summary>
    /// The organization's own entries and ours. A postal account that came after the position was made finds the list full
    /// perhaps: without it the notice is still payable, with a sixteenth entry it is not.
    /// </summary>
    private static WireList<MetadataEntry> MetadataOf(NoticeTransfer transfer, TransferType? transferType) =>
        transferType == TransferType.PagoPa && transfer.PostalIban is { } postal && transfer.Metadata.Count < EntriesMax
            ? [new(PostalAccountKey, postal), .. transfer.Metadata]
            : [.. transfer.Metadata];

    private static Subject DebtorOf(NoticeOfPosition notice)
    {
        var subject = new Subject(notice.DebtorType == "G" ? EntityType.G : EntityType.F, notice.DebtorFiscalCode, notice.DebtorName) { Email = notice.DebtorEmail };
        if (notice.DebtorAddress is null || JsonSerializer.Deserialize<Address>(notice.DebtorAddress, ApiJson.Options) is not { } address)
            return subject;
        return subject with
        {
            StreetName = address.Street,
            CivicNumber = address.CivicNumber,
            PostalCode = address.PostalCode,
            City = address.City,
            StateProvinceRegion = address.Province,
            Country = address.Country,
        };
    }

    private static bool IsPostal(string iban) => Iban.TryParse(iban, out var parsed) && parsed.IsPostal;
}
