using System.Text.Json;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>What the node is told of a notice that can be paid.</summary>
public static class PaymentOfNotice
{
    /// <summary>SANP, best practice: where the postal account goes when the payment is made elsewhere.</summary>
    private const string PostalAccountKey = "IBANAPPOGGIO";

    /// <summary>ctMetadata: a sixteenth entry makes the activation fail.</summary>
    private const int EntriesMax = 15;

    /// <summary>
    /// The due date is mandatory on the wire; this one is for what never ends, and for nothing else (SANP, best practice).
    /// </summary>
    public static readonly DateOnly Never = new(2099, 12, 31);

    /// <summary>A day on which paying works: applications show it, and payers plan by it. The notice prints the same.</summary>
    public static DateOnly DueDateOf(NoticeOfPosition notice) => notice.DueDate ?? notice.ValidUntil ?? Never;

    /// <summary>allCCP: every transfer can be credited to a postal account.</summary>
    public static bool IsAllPostal(NoticeOfPosition notice) => notice.Transfers.All(t => t.PostalIban is not null || IsPostal(t.Iban));

    /// <summary>
    /// The schema takes no blank text and no refusal of ours may come of one. None is accepted any more; for what was stored
    /// before, the IUV says at least which debt it is.
    /// </summary>
    public static string DescriptionOf(NoticeOfPosition notice) => Text(notice.Description) ?? $"Avviso {notice.Iuv}";

    public static string? OptionDescriptionOf(NoticeOfPosition notice) => Text(notice.OptionDescription);

    public static string NameOf(string organizationName, string organization) => Text(organizationName) ?? organization;

    public static PaymentData DataOf(
        NoticeOfPosition notice,
        string organization,
        string organizationName,
        PaVersion version,
        TransferType? transferType
    ) =>
        new()
        {
            CreditorReferenceId = notice.Iuv,
            AmountCents = notice.AmountCents,
            DueDate = DueDateOf(notice),
            Description = DescriptionOf(notice),
            CompanyName = NameOf(organizationName, organization),
            Debtor = DebtorOf(notice),
            Metadata = [.. notice.Metadata],
            Transfers =
            [
                .. notice.Transfers.Select(t =>
                    TransferOf(t, notice, organization, NameOf(organizationName, organization), version, transferType)
                ),
            ],
        };

    private static PaymentTransfer TransferOf(
        NoticeTransfer transfer,
        NoticeOfPosition notice,
        string organization,
        string organizationName,
        PaVersion version,
        TransferType? transferType
    ) =>
        new()
        {
            IdTransfer = transfer.Index,
            AmountCents = transfer.AmountCents,
            FiscalCodePa = transfer.Beneficiary,
            CompanyName = version == PaVersion.V2 && transfer.Beneficiary == organization ? organizationName : null,
            Iban = transferType == TransferType.Postal ? transfer.PostalIban ?? transfer.Iban : transfer.Iban,
            RemittanceInformation =
                Text(transfer.RemittanceInformation) ?? RemittanceText.For(notice.Iuv, transfer.AmountCents, DescriptionOf(notice)),
            TransferCategory = TransferCategory.Of(transfer.TaxonomyCode, transfer.RequestToPay),
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
        var subject = new Subject(
            notice.DebtorType == "G" ? EntityType.G : EntityType.F,
            notice.DebtorFiscalCode,
            Text(notice.DebtorName) ?? notice.DebtorFiscalCode
        )
        {
            Email = notice.DebtorEmail,
        };
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

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static bool IsPostal(string iban) => Iban.TryParse(iban, out var parsed) && parsed.IsPostal;
}
