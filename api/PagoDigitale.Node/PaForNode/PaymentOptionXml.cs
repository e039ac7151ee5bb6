using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>paymentList with its single paymentOptionDescription.</summary>
internal static class PaymentOptionXml
{
    public static PaymentOption Read(XmlCursor cursor)
    {
        cursor.Enter("paymentList");
        cursor.Enter("paymentOptionDescription");
        var amountCents = cursor.Amount("amount");
        cursor.OneOf("options", "EQ", "LS", "GT", "ANY");
        var dueDate = cursor.OptionalDate("dueDate");
        var detail = cursor.OptionalText("detailDescription", 140);
        var option = new PaymentOption(amountCents, cursor.Boolean("allCCP")) { DueDate = dueDate, DetailDescription = detail };
        cursor.Leave();
        cursor.Leave();
        return option;
    }

    public static void Write(XmlBytes xml, PaymentOption option)
    {
        xml.Open("paymentList");
        xml.Open("paymentOptionDescription");
        xml.Amount("amount", option.AmountCents);
        xml.Leaf("options", "EQ");
        xml.OptionalDate("dueDate", option.DueDate);
        xml.OptionalText("detailDescription", option.DetailDescription, 140);
        xml.Boolean("allCCP", option.IsAllCcp);
        xml.Close("paymentOptionDescription");
        xml.Close("paymentList");
    }
}
