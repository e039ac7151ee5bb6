using System.Globalization;

namespace PagoDigitale.Documents.Notices;

/// <summary>
/// The code payment apps read: "PAGOPA|002|notice number|fiscal code|cents", always version 4 with correction M («Linee guida avviso di
/// pagamento 3.5», Codice QR).
/// </summary>
public static class NoticeQrCode
{
    public const int SideModules = QrSymbol.Side;

    public static string Payload(string noticeNumber, string organizationFiscalCode, long amountCents) =>
        string.Create(CultureInfo.InvariantCulture, $"PAGOPA|002|{noticeNumber}|{organizationFiscalCode}|{amountCents:D2}");

    /// <summary>Rows of dark modules, top to bottom; the lowest bit is the leftmost. Without a margin, which the page has.</summary>
    public static IReadOnlyList<ulong> Encode(string payload) => QrSymbol.Encode(payload);
}
