using PagoDigitale.Documents.Layout;

namespace PagoDigitale.Documents.Notices;

/// <summary>
/// A notice's texts as printed: within the official lengths («Linee guida avviso di pagamento 3.5», data of the notice), upper case where
/// prescribed.
/// </summary>
internal sealed record NoticeContent(
    string OrganizationName,
    string OrganizationFiscalCode,
    string OrganizationSector,
    string OrganizationInfo,
    string DebtorName,
    string DebtorFiscalCode,
    IReadOnlyList<string> DebtorAddress,
    string Subject,
    string Amount,
    string? DueDate,
    string Instalment,
    string NoticeNumber,
    string? Cbill,
    string Online,
    string OwnCounter,
    string QrPayload,
    Uri? PaymentLink
)
{
    private const int NameLengthMax = 100;
    private const int SectorLengthMax = 50;
    private const int InfoLengthMax = 100;
    private const int DebtorLengthMax = 70;
    private const int AddressLengthMax = 140;
    private const int AddressLinesMax = 5;
    private const int SubjectLengthMax = 90;
    private const int CounterLengthMax = 50;

    public static NoticeContent From(NoticeData data)
    {
        var organization = TextLayout.Clip(data.OrganizationName, NameLengthMax);
        return new NoticeContent(
            organization,
            data.OrganizationFiscalCode,
            TextLayout.Clip(data.OrganizationSector, SectorLengthMax),
            TextLayout.Clip(
                string.Join(" · ", data.OrganizationInfo.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part.Trim())),
                InfoLengthMax
            ),
            TextLayout.Clip(data.DebtorName, DebtorLengthMax),
            (data.DebtorFiscalCode ?? "").ToUpperInvariant(),
            AddressLines(data.DebtorAddress),
            TextLayout.Clip(data.Subject, SubjectLengthMax),
            Formats.Amount(data.AmountCents),
            data.DueDate is { } date ? Formats.Date(date) : null,
            data.InstalmentNumber is { } number ? NoticeTexts.Instalment(number) : NoticeTexts.SingleInstalment,
            Formats.NoticeNumber(data.NoticeNumber),
            string.IsNullOrEmpty(data.Cbill) ? null : data.Cbill.ToUpperInvariant(),
            data.IsPayableOnOrganizationSite ? NoticeTexts.OnlineAndSite(organization) : NoticeTexts.Online,
            TextLayout.Clip(data.OwnCounter, CounterLengthMax),
            NoticeQrCode.Payload(data.NoticeNumber, data.OrganizationFiscalCode, data.AmountCents),
            string.IsNullOrEmpty(data.PaymentLink) ? null : new Uri(data.PaymentLink)
        );
    }

    private static List<string> AddressLines(string? address)
    {
        var lines = new List<string>();
        var room = AddressLengthMax;
        foreach (
            var line in (address ?? "").Split('\n', AddressLinesMax, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            if (room < 2)
                break;
            var clipped = TextLayout.Clip(line, room);
            room -= clipped.Length;
            if (clipped.Length > 0)
                lines.Add(clipped);
        }
        return lines;
    }
}
