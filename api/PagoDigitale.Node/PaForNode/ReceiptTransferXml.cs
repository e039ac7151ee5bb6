using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

internal static class ReceiptTransferXml
{
    public static WireList<ReceiptTransfer> Read(XmlCursor cursor, PaVersion version) =>
        TransferListXml.Read<ReceiptTransfer>(cursor, version == PaVersion.V2 ? ReadV2 : ReadV1);

    public static void Write(XmlBytes xml, WireList<ReceiptTransfer> transfers, PaVersion version) =>
        TransferListXml.Write(xml, transfers, version == PaVersion.V2 ? WriteV2 : WriteV1);

    private static ReceiptTransfer ReadV1(XmlCursor cursor) => Read(cursor, isV2: false);

    private static ReceiptTransfer ReadV2(XmlCursor cursor) => Read(cursor, isV2: true);

    private static ReceiptTransfer Read(XmlCursor cursor, bool isV2)
    {
        var idTransfer = cursor.Integer("idTransfer", 1, 5);
        var amountCents = cursor.Amount("transferAmount");
        var fiscalCode = cursor.Digits("fiscalCodePA", 11);
        var companyName = isV2 ? cursor.OptionalText("companyName", 140) : null;
        var attachment = isV2 && cursor.IsAt("MBDAttachment") ? cursor.Base64("MBDAttachment") : null;
        return new ReceiptTransfer
        {
            IdTransfer = idTransfer,
            AmountCents = amountCents,
            FiscalCodePa = fiscalCode,
            CompanyName = companyName,
            StampAttachment = attachment is null ? null : [.. attachment],
            Iban = attachment is null ? cursor.Code("IBAN", 35) : null,
            RemittanceInformation = cursor.Text("remittanceInformation", 140),
            TransferCategory = cursor.Text("transferCategory", 140),
            Metadata = MetadataXml.Read(cursor),
        };
    }

    private static void WriteV1(XmlBytes xml, ReceiptTransfer transfer) => Write(xml, transfer, isV2: false);

    private static void WriteV2(XmlBytes xml, ReceiptTransfer transfer) => Write(xml, transfer, isV2: true);

    private static void Write(XmlBytes xml, ReceiptTransfer transfer, bool isV2)
    {
        if (transfer.StampAttachment is not null && (!isV2 || transfer.Iban is not null))
            throw new ArgumentException("MBDAttachment exists in V2 only and replaces IBAN.", nameof(transfer));
        xml.Integer("idTransfer", transfer.IdTransfer, 1, 5);
        xml.Amount("transferAmount", transfer.AmountCents);
        xml.Digits("fiscalCodePA", transfer.FiscalCodePa, 11);
        if (isV2)
            xml.OptionalText("companyName", transfer.CompanyName, 140);
        if (transfer.StampAttachment is { } attachment)
            xml.Base64("MBDAttachment", attachment.AsSpan());
        else
            xml.Code("IBAN", transfer.Iban, 35);
        xml.Text("remittanceInformation", transfer.RemittanceInformation, 140);
        xml.Code("transferCategory", transfer.TransferCategory, 140);
        MetadataXml.Write(xml, transfer.Metadata);
    }
}
