using System.Xml;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// The node's side, for simulators and tests: reads an ente's answer as strictly as the node does, so that what the
/// node would refuse is an error here too. Never throws for what it reads.
/// </summary>
public static class PaForNodeClientReader
{
    /// <summary>For texts the schema leaves unlimited.</summary>
    private const int TextMax = 4000;

    public static PaResponseReading ReadResponse(ReadOnlyMemory<byte> envelope)
    {
        using var xml = SafeXml.Open(envelope, SafeXml.MessageCharactersMax);
        try
        {
            var cursor = new XmlCursor(xml, isStrict: true);
            SoapEnvelope.EnterBody(cursor);
            if (cursor.IsAt("Fault", SoapEnvelope.Namespace))
                return new(null, SoapFaultOf(cursor));
            if (PaOperations.FromResponseRoot(cursor.LocalName) is not { } operation)
                throw cursor.Fail("Body", WireTexts.NoResponse);
            cursor.Enter(operation.ResponseRoot(), PaOperations.Namespace);
            var response = Body(cursor, operation);
            cursor.Leave();
            SoapEnvelope.LeaveBody(cursor);
            return new(response, null);
        }
        catch (WireFormatException refusal)
        {
            return new(null, refusal.ToError());
        }
        catch (XmlException failure)
        {
            return new(null, SafeXml.Describe(failure));
        }
    }

    private static PaResponse Body(XmlCursor cursor, PaOperation operation)
    {
        if (cursor.OneOf("outcome", "OK", "KO") == "KO")
            return new FaultResponse(operation, FaultOf(cursor));
        return operation switch
        {
            PaOperation.VerifyPaymentNotice => new VerifyPaymentNoticeResponse(
                PaymentOptionXml.Read(cursor),
                cursor.Text("paymentDescription", 140),
                cursor.Digits("fiscalCodePA", 11),
                cursor.Text("companyName", 140)
            )
            {
                OfficeName = cursor.OptionalText("officeName", 140),
            },
            PaOperation.GetPayment => new GetPaymentResponse(PaVersion.V1, PaymentDataXml.Read(cursor, PaVersion.V1)),
            PaOperation.GetPaymentV2 => new GetPaymentResponse(PaVersion.V2, PaymentDataXml.Read(cursor, PaVersion.V2)),
            PaOperation.SendRt => new SendRtResponse(PaVersion.V1),
            PaOperation.SendRtV2 => new SendRtResponse(PaVersion.V2),
            _ => new DemandPaymentNoticeResponse(
                QrCodeXml.Read(cursor),
                PaymentOptionXml.Read(cursor),
                cursor.Text("paymentDescription", 140),
                cursor.Digits("fiscalCodePA", 11),
                cursor.Text("companyName", 140)
            )
            {
                OfficeName = cursor.OptionalText("officeName", 140),
            },
        };
    }

    private static PaFault FaultOf(XmlCursor cursor)
    {
        cursor.Enter("fault");
        var fault = new PaFault(cursor.Text("faultCode", TextMax), cursor.Text("faultString", TextMax), cursor.Text("id", TextMax))
        {
            Description = cursor.OptionalText("description", TextMax),
        };
        foreach (var ignored in (ReadOnlySpan<string>)["serial", "originalFaultCode", "originalFaultString", "originalDescription"])
            cursor.OptionalText(ignored, TextMax);
        cursor.Leave();
        return fault;
    }

    private static WireError SoapFaultOf(XmlCursor cursor)
    {
        cursor.Enter("Fault", SoapEnvelope.Namespace);
        var code = cursor.Text("faultcode", TextMax);
        return new(WireError.SoapFault, WireTexts.SoapFault.With(code, cursor.LenientText("faultstring", TextMax)));
    }
}
