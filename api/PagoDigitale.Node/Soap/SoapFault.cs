using System.Buffers;

namespace PagoDigitale.Node.Soap;

/// <summary>The answer to what is not a message of the service at all, so that no response root would fit. HTTP status 500.</summary>
public static class SoapFault
{
    public static byte[] WriteClient(string reason) => Write("soapenv:Client", reason);

    public static byte[] WriteServer(string reason) => Write("soapenv:Server", reason);

    private static byte[] Write(string code, string reason)
    {
        var output = new ArrayBufferWriter<byte>(512);
        SoapEnvelope.WriteFault(output, code, reason);
        return output.WrittenSpan.ToArray();
    }
}
