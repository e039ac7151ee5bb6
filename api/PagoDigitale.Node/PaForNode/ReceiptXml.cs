using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// The money of a receipt has already moved, hence some leniency in texts nothing depends on. The schema puts no limit
/// on receiptId; a payment token is 1 to 35 characters (stPaymentToken), 255 leaves room.
/// </summary>
internal static class ReceiptXml
{
    internal const int ReceiptIdMax = 255;

    /// <summary>What is taken of a receipt that breaks the schema: four bytes each still fit in an index of the database.</summary>
    internal const int ReceiptIdTakenMax = 512;

    public static Receipt Read(XmlCursor cursor, PaVersion version)
    {
        var isV2 = version == PaVersion.V2;
        cursor.Enter("receipt");
        var receipt = new Receipt
        {
            Version = version,
            ReceiptId = cursor.Code("receiptId", ReceiptIdMax),
            NoticeNumber = cursor.Digits("noticeNumber", 18),
            FiscalCode = cursor.Digits("fiscalCode", 11),
            IsOutcomeOk = cursor.OneOf("outcome", "OK", "KO") == "OK",
            CreditorReferenceId = cursor.Code("creditorReferenceId", 35),
            AmountCents = cursor.Amount("paymentAmount", isZeroAllowed: true),
            Description = cursor.LenientText("description", 140),
            CompanyName = cursor.LenientText("companyName", 140),
            OfficeName = cursor.OptionalText("officeName", 140),
            Debtor = SubjectXml.Read(cursor, "debtor"),
            Transfers = ReceiptTransferXml.Read(cursor, version),
            IdPsp = cursor.Code("idPSP", 35),
            PspFiscalCode = cursor.OptionalCode("pspFiscalCode", 70),
            PspPartitaIva = cursor.OptionalCode("pspPartitaIVA", 20),
            PspCompanyName = cursor.LenientText("PSPCompanyName", 70),
            IdChannel = cursor.Code("idChannel", 35),
            ChannelDescription = cursor.LenientText("channelDescription", 35),
            Payer = cursor.IsAt("payer") ? SubjectXml.Read(cursor, "payer") : null,
            PaymentMethod = cursor.OptionalText("paymentMethod", 35),
            PaymentNote = isV2 ? cursor.OptionalText("paymentNote", 210) : null,
            FeeCents = cursor.OptionalAmount("fee"),
            PrimaryCiIncurredFeeCents = isV2 ? cursor.OptionalAmount("primaryCiIncurredFee") : null,
            IdBundle = isV2 ? cursor.OptionalCode("idBundle", 70) : null,
            IdCiBundle = isV2 ? cursor.OptionalCode("idCiBundle", 70) : null,
            PaymentDateTime = cursor.OptionalDateTime("paymentDateTime"),
            ApplicationDate = cursor.OptionalDate("applicationDate"),
            TransferDate = cursor.OptionalDate("transferDate"),
            Metadata = MetadataXml.Read(cursor),

            // Some senders follow the published examples, which spell it in lower case.
            IsStandIn = cursor.OptionalBoolean("standIn") ?? cursor.OptionalBoolean("standin"),
        };
        cursor.Leave();
        return receipt;
    }

    public static void Write(XmlBytes xml, Receipt receipt)
    {
        var isV2 = receipt.Version == PaVersion.V2;
        xml.Open("receipt");
        xml.Code("receiptId", receipt.ReceiptId, ReceiptIdMax);
        xml.Digits("noticeNumber", receipt.NoticeNumber, 18);
        xml.Digits("fiscalCode", receipt.FiscalCode, 11);
        xml.Leaf("outcome", receipt.IsOutcomeOk ? "OK" : "KO");
        xml.Code("creditorReferenceId", receipt.CreditorReferenceId, 35);
        xml.Amount("paymentAmount", receipt.AmountCents);
        xml.Text("description", receipt.Description, 140);
        xml.Text("companyName", receipt.CompanyName, 140);
        xml.OptionalText("officeName", receipt.OfficeName, 140);
        SubjectXml.Write(xml, "debtor", receipt.Debtor);
        ReceiptTransferXml.Write(xml, receipt.Transfers, receipt.Version);
        xml.Code("idPSP", receipt.IdPsp, 35);
        xml.OptionalCode("pspFiscalCode", receipt.PspFiscalCode, 70);
        xml.OptionalCode("pspPartitaIVA", receipt.PspPartitaIva, 20);
        xml.Text("PSPCompanyName", receipt.PspCompanyName, 70);
        xml.Code("idChannel", receipt.IdChannel, 35);
        xml.Text("channelDescription", receipt.ChannelDescription, 35);
        if (receipt.Payer is not null)
            SubjectXml.Write(xml, "payer", receipt.Payer);
        xml.OptionalText("paymentMethod", receipt.PaymentMethod, 35);
        if (isV2)
            xml.OptionalText("paymentNote", receipt.PaymentNote, 210);
        xml.OptionalAmount("fee", receipt.FeeCents);
        if (isV2)
        {
            xml.OptionalAmount("primaryCiIncurredFee", receipt.PrimaryCiIncurredFeeCents);
            xml.OptionalCode("idBundle", receipt.IdBundle, 70);
            xml.OptionalCode("idCiBundle", receipt.IdCiBundle, 70);
        }

        xml.OptionalDateTime("paymentDateTime", receipt.PaymentDateTime);
        xml.OptionalDate("applicationDate", receipt.ApplicationDate);
        xml.OptionalDate("transferDate", receipt.TransferDate);
        MetadataXml.Write(xml, receipt.Metadata);
        xml.OptionalBoolean("standIn", receipt.IsStandIn);
        xml.Close("receipt");
    }
}
