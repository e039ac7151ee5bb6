using System.Collections;
using System.Globalization;
using QRCoder;

namespace PagoDigitale.Documents.Notices;

/// <summary>
/// The code payment apps read: "PAGOPA|002|notice number|fiscal code|cents", always version 4 with correction M («Linee guida avviso di
/// pagamento 3.5», Codice QR).
/// </summary>
public static class NoticeQrCode
{
    private const int Version = 4;

    // QRCoder surrounds the symbol with its own quiet zone; the page already has one.
    private const int QuietModules = 4;

    public const int SideModules = 33;

    public static string Payload(string noticeNumber, string organizationFiscalCode, long amountCents) =>
        string.Create(CultureInfo.InvariantCulture, $"PAGOPA|002|{noticeNumber}|{organizationFiscalCode}|{amountCents:D2}");

    /// <summary>Rows of dark modules, top to bottom.</summary>
    public static IReadOnlyList<BitArray> Encode(string payload)
    {
        using var code = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M, requestedVersion: Version);
        return [.. code.ModuleMatrix.Skip(QuietModules).Take(SideModules).Select(Trim)];
    }

    private static BitArray Trim(BitArray row)
    {
        var modules = new BitArray(SideModules);
        for (var i = 0; i < SideModules; i++)
            modules[i] = row[i + QuietModules];
        return modules;
    }
}
