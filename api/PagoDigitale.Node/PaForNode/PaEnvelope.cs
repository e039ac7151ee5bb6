using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>Only the root of a message is in the service's namespace: the schema leaves its children unqualified.</summary>
internal static class PaEnvelope
{
    public static void Open(XmlBytes xml, string root)
    {
        xml.Raw(
            """<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" """u8
                + """xmlns:pafn="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"><soapenv:Body><pafn:"""u8
        );
        xml.Name(root);
        xml.Raw(">"u8);
    }

    public static void Close(XmlBytes xml, string root)
    {
        xml.Raw("</pafn:"u8);
        xml.Name(root);
        xml.Raw("></soapenv:Body></soapenv:Envelope>"u8);
    }
}
