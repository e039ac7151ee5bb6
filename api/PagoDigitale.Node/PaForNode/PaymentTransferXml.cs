using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

internal static class PaymentTransferXml
{
    /// <summary>stBase64Binary72: 4 to 72 characters of base64.</summary>
    private const int HashBytesMax = 54;

    public static WireList<PaymentTransfer> Read(XmlCursor cursor, PaVersion version) =>
        TransferListXml.Read<PaymentTransfer>(cursor, version == PaVersion.V2 ? ReadV2 : ReadV1);

    public static void Write(XmlBytes xml, WireList<PaymentTransfer> transfers, PaVersion version) =>
        TransferListXml.Write(xml, transfers, version == PaVersion.V2 ? WriteV2 : WriteV1);

    private static PaymentTransfer ReadV1(XmlCursor cursor) => Read(cursor, isV2: false);

    private static PaymentTransfer ReadV2(XmlCursor cursor) => Read(cursor, isV2: true);

    private static PaymentTransfer Read(XmlCursor cursor, bool isV2)
    {
        var idTransfer = cursor.Integer("idTransfer", 1, 5);
        var amountCents = cursor.Amount("transferAmount");
        var fiscalCode = cursor.Digits("fiscalCodePA", 11);
        var companyName = isV2 ? cursor.OptionalText("companyName", 140) : null;
        var stamp = isV2 ? ReadStamp(cursor) : null;
        return new PaymentTransfer
        {
            IdTransfer = idTransfer,
            AmountCents = amountCents,
            FiscalCodePa = fiscalCode,
            CompanyName = companyName,
            StampRequest = stamp,
            Iban = stamp is null ? cursor.Code("IBAN", 35) : null,
            RemittanceInformation = cursor.Text("remittanceInformation", 140),
            TransferCategory = cursor.Text("transferCategory", 140),
            Metadata = MetadataXml.Read(cursor),
        };
    }

    private static StampRequest? ReadStamp(XmlCursor cursor)
    {
        if (!cursor.TryEnter("richiestaMarcaDaBollo"))
            return null;
        WireList<byte> hash = [.. cursor.Base64("hashDocumento")];
        if (hash.Count is < 1 or > HashBytesMax)
            throw cursor.Fail("hashDocumento", WireTexts.OtherHashLength);
        cursor.OneOf("tipoBollo", "01");
        var province = cursor.Code("provinciaResidenza", 2);
        if (!IsProvince(province))
            throw cursor.Fail("provinciaResidenza", WireTexts.NotProvince);
        cursor.Leave();
        return new StampRequest(hash, province);
    }

    private static void WriteV1(XmlBytes xml, PaymentTransfer transfer) => Write(xml, transfer, isV2: false);

    private static void WriteV2(XmlBytes xml, PaymentTransfer transfer) => Write(xml, transfer, isV2: true);

    private static void Write(XmlBytes xml, PaymentTransfer transfer, bool isV2)
    {
        if (transfer.StampRequest is not null && (!isV2 || transfer.Iban is not null))
            throw new ArgumentException("A digital stamp exists in V2 only and replaces IBAN.", nameof(transfer));
        xml.Integer("idTransfer", transfer.IdTransfer, 1, 5);
        xml.Amount("transferAmount", transfer.AmountCents);
        xml.Digits("fiscalCodePA", transfer.FiscalCodePa, 11);
        if (isV2)
            xml.OptionalText("companyName", transfer.CompanyName, 140);
        if (transfer.StampRequest is { } stamp)
            WriteStamp(xml, stamp);
        else
            xml.Code("IBAN", transfer.Iban, 35);
        xml.Text("remittanceInformation", transfer.RemittanceInformation, 140);
        xml.Code("transferCategory", transfer.TransferCategory, 140);
        MetadataXml.Write(xml, transfer.Metadata);
    }

    private static void WriteStamp(XmlBytes xml, StampRequest stamp)
    {
        if (stamp.DocumentHash.Count is < 1 or > HashBytesMax)
            throw new ArgumentException($"hashDocumento must be 1 to {HashBytesMax} bytes.", nameof(stamp));
        if (!IsProvince(stamp.Province))
            throw new ArgumentException("provinciaResidenza must be two capital letters.", nameof(stamp));
        xml.Open("richiestaMarcaDaBollo");
        xml.Base64("hashDocumento", stamp.DocumentHash.AsSpan());
        xml.Leaf("tipoBollo", "01");
        xml.Leaf("provinciaResidenza", stamp.Province);
        xml.Close("richiestaMarcaDaBollo");
    }

    private static bool IsProvince(string province) => province.Length == 2 && !province.AsSpan().ContainsAnyExceptInRange('A', 'Z');
}
