using System.Buffers;

namespace PagoDigitale.Node.Soap;

/// <summary>SOAP 1.1 envelopes, document/literal. Headers are passed over: no service of the node uses them.</summary>
internal static class SoapEnvelope
{
    public const string Namespace = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>Leaves the cursor on the body's first element.</summary>
    public static void EnterBody(XmlCursor cursor)
    {
        cursor.Start();
        cursor.Enter("Envelope", Namespace);
        if (cursor.IsAt("Header", Namespace))
            cursor.Skip();
        cursor.Enter("Body", Namespace);
        if (!cursor.IsElement)
            throw cursor.Fail("Body", WireTexts.NoMessage);
    }

    public static void LeaveBody(XmlCursor cursor)
    {
        cursor.Leave();
        cursor.Leave();
        cursor.Finish();
    }

    public static void WriteFault(IBufferWriter<byte> output, string faultCode, string faultString)
    {
        var xml = new XmlBytes(output);
        xml.Raw(
            """<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">"""u8
                + "<soapenv:Body><soapenv:Fault>"u8
        );
        xml.Code("faultcode", faultCode, 100);
        xml.Text("faultstring", faultString, 1000);
        xml.Raw("</soapenv:Fault></soapenv:Body></soapenv:Envelope>"u8);
    }
}
