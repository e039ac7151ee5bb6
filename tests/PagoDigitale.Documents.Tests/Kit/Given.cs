using PagoDigitale.Documents.Notices;
using PagoDigitale.Documents.Receipts;

namespace PagoDigitale.Documents.Tests.Kit;

/// <summary>Valid documents: a test changes only what matters to it.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public static NoticeData Notice { get; } =
        new()
        {
            OrganizationName = "Comune di Prova",
            OrganizationFiscalCode = "99999000013",
            OrganizationSector = "Settore Tributi",
            OrganizationInfo = ["Via Roma 1, 00100 Roma", "tel. 06 123456", "www.comune.prova.it"],
            Cbill = "CBI1234",
            DebtorName = "Mario Rossi",
            DebtorFiscalCode = "FFFCST83A15L113V",
            DebtorAddress = "Via Nazionale 1\n00100 Roma (RM)",
            Subject = "Retta mensa scolastica 2026/2027",
            AmountCents = 102099,
            DueDate = new DateOnly(2026, 12, 31),
            NoticeNumber = "302032002700000251",
            IssuedAt = Now,
        };

    public static ReceiptData Receipt { get; } =
        new()
        {
            OrganizationName = "Comune di Prova",
            OrganizationFiscalCode = "99999000013",
            Iuv = "02032002700000251",
            ReceiptId = "c110729d258c4ab1b765fe902aae41d6",
            PaidAt = new DateTimeOffset(2026, 7, 1, 22, 30, 5, TimeSpan.Zero),
            ApplicationDate = new DateOnly(2026, 7, 3),
            PspName = "Banca di Prova S.p.A.",
            PspFiscalCode = "01234567890",
            AmountCents = 102099,
            Subject = "Retta mensa scolastica",
            DebtorName = "Mario Rossi",
            DebtorFiscalCode = "FFFCST83A15L113V",
            IssuedAt = Now,
        };

    public static byte[] Rendered(NoticeData data)
    {
        using var output = new MemoryStream();
        new NoticeRenderer().Render(data, output);
        return output.ToArray();
    }

    public static byte[] Rendered(ReceiptData data)
    {
        using var output = new MemoryStream();
        new ReceiptRenderer().Render(data, output);
        return output.ToArray();
    }
}
