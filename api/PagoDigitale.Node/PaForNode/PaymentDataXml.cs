using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

internal static class PaymentDataXml
{
    public static PaymentData Read(XmlCursor cursor, PaVersion version)
    {
        cursor.Enter("data");
        var creditorReferenceId = cursor.Code("creditorReferenceId", 35);
        var amountCents = cursor.Amount("paymentAmount");
        var dueDate = cursor.Date("dueDate");

        // The platform ignores both (SANP, best practice), and so do we.
        cursor.OptionalDateTime("retentionDate");
        cursor.OptionalBoolean("lastPayment");
        var data = new PaymentData
        {
            CreditorReferenceId = creditorReferenceId,
            AmountCents = amountCents,
            DueDate = dueDate,
            Description = cursor.Text("description", 140),
            CompanyName = version == PaVersion.V2 ? cursor.Text("companyName", 140) : cursor.OptionalText("companyName", 140),
            OfficeName = cursor.OptionalText("officeName", 140),
            Debtor = SubjectXml.Read(cursor, "debtor"),
            Transfers = PaymentTransferXml.Read(cursor, version),
            Metadata = MetadataXml.Read(cursor),
        };
        cursor.Leave();
        return data;
    }

    public static void Write(XmlBytes xml, PaymentData data, PaVersion version)
    {
        if (data.Transfers.Sum(transfer => transfer.AmountCents) != data.AmountCents)
            throw new ArgumentException("paymentAmount must be the sum of the transfers.", nameof(data));
        if (data.Transfers.DistinctBy(transfer => transfer.IdTransfer).Count() != data.Transfers.Count)
            throw new ArgumentException("idTransfer must be distinct.", nameof(data));
        xml.Open("data");
        xml.Code("creditorReferenceId", data.CreditorReferenceId, 35);
        xml.Amount("paymentAmount", data.AmountCents);
        xml.OptionalDate("dueDate", data.DueDate);
        xml.Text("description", data.Description, 140);
        if (version == PaVersion.V2)
            xml.Text("companyName", data.CompanyName, 140);
        else
            xml.OptionalText("companyName", data.CompanyName, 140);
        xml.OptionalText("officeName", data.OfficeName, 140);
        SubjectXml.Write(xml, "debtor", data.Debtor);
        PaymentTransferXml.Write(xml, data.Transfers, version);
        MetadataXml.Write(xml, data.Metadata);
        xml.Close("data");
    }
}
