using System.Buffers;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// The ente's side: writes what the node is answered. The node turns any schema violation of ours into a failure of the
/// citizen's payment, so prose is clipped and cleaned, and what cannot be made valid throws <see cref="ArgumentException"/>.
/// </summary>
public static class PaForNodeWriter
{
    public static byte[] Write(PaResponse response)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        Write(response, output);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(PaResponse response, IBufferWriter<byte> output)
    {
        var root = response.Operation.ResponseRoot();
        var xml = new XmlBytes(output);
        PaEnvelope.Open(xml, root);
        xml.Leaf("outcome", response is FaultResponse ? "KO" : "OK");
        switch (response)
        {
            case FaultResponse fault:
                WriteFault(xml, fault.Fault);
                break;
            case VerifyPaymentNoticeResponse verify:
                PaymentOptionXml.Write(xml, verify.Option);
                WriteCreditor(xml, verify.PaymentDescription, verify.FiscalCodePa, verify.CompanyName, verify.OfficeName);
                break;
            case GetPaymentResponse payment:
                PaymentDataXml.Write(xml, payment.Data, payment.Version);
                break;
            case DemandPaymentNoticeResponse demand:
                QrCodeXml.Write(xml, demand.QrCode);
                PaymentOptionXml.Write(xml, demand.Option);
                WriteCreditor(xml, demand.PaymentDescription, demand.FiscalCodePa, demand.CompanyName, demand.OfficeName);
                break;
        }

        PaEnvelope.Close(xml, root);
    }

    private static void WriteCreditor(XmlBytes xml, string description, string fiscalCode, string companyName, string? officeName)
    {
        xml.Text("paymentDescription", description, 140);
        xml.Digits("fiscalCodePA", fiscalCode, 11);
        xml.Text("companyName", companyName, 140);
        xml.OptionalText("officeName", officeName, 140);
    }

    private static void WriteFault(XmlBytes xml, PaFault fault)
    {
        xml.Open("fault");
        xml.Code("faultCode", fault.FaultCode, 100);
        xml.Text("faultString", fault.FaultString, 1000);
        xml.Code("id", fault.Id, 35);
        xml.OptionalText("description", fault.Description, 1000);
        xml.Close("fault");
    }
}
