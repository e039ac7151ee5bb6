using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

internal static class QrCodeXml
{
    public static QrCode Read(XmlCursor cursor)
    {
        cursor.Enter("qrCode");
        var qrCode = new QrCode(cursor.Digits("fiscalCode", 11), cursor.Digits("noticeNumber", 18));
        cursor.Leave();
        return qrCode;
    }

    public static void Write(XmlBytes xml, QrCode qrCode)
    {
        xml.Open("qrCode");
        xml.Digits("fiscalCode", qrCode.FiscalCode, 11);
        xml.Digits("noticeNumber", qrCode.NoticeNumber, 18);
        xml.Close("qrCode");
    }
}
