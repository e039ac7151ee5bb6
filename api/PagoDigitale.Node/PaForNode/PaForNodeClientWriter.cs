using System.Buffers;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>The node's side, for simulators and tests: writes the questions an ente is asked.</summary>
public static class PaForNodeClientWriter
{
    public static byte[] Write(PaRequest request)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        Write(request, output);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(PaRequest request, IBufferWriter<byte> output)
    {
        var root = request.Operation.RequestRoot();
        var xml = new XmlBytes(output);
        PaEnvelope.Open(xml, root);
        xml.Code("idPA", request.IdPa, 35);
        xml.Code("idBrokerPA", request.IdBrokerPa, 35);
        xml.Code("idStation", request.IdStation, 35);
        switch (request)
        {
            case VerifyPaymentNoticeRequest verify:
                QrCodeXml.Write(xml, verify.QrCode);
                break;
            case GetPaymentRequest payment:
                WriteGetPayment(xml, payment);
                break;
            case SendRtRequest receipt:
                ReceiptXml.Write(xml, receipt.Receipt);
                break;
            case DemandPaymentNoticeRequest demand:
                WriteDemand(xml, demand);
                break;
        }

        PaEnvelope.Close(xml, root);
    }

    private static void WriteGetPayment(XmlBytes xml, GetPaymentRequest payment)
    {
        QrCodeXml.Write(xml, payment.QrCode);
        xml.OptionalAmount("amount", payment.AmountCents);
        xml.OptionalText("paymentNote", payment.PaymentNote, 210);
        if (payment.TransferType is { } type)
            xml.Leaf("transferType", type == TransferType.Postal ? "POSTAL" : "PAGOPA");
        xml.OptionalDate("dueDate", payment.DueDate);
    }

    private static void WriteDemand(XmlBytes xml, DemandPaymentNoticeRequest demand)
    {
        if (demand.IdServizio.Length != 5 || demand.IdSoggettoServizio.Length != 5)
            throw new ArgumentException("idServizio and idSoggettoServizio must be exactly 5 characters.", nameof(demand));
        xml.Code("idServizio", demand.IdServizio, 5);
        xml.Code("idSoggettoServizio", demand.IdSoggettoServizio, 5);
        xml.Base64("datiSpecificiServizioRequest", demand.ServiceContent.AsSpan());
    }
}
