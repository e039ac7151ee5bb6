using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.Soap;

/// <summary>
/// Why a message could not be read. The description names the element and never repeats its value, which may be personal.
/// </summary>
public sealed record WireError(string Code, Message Description)
{
    /// <summary>SANP, error management: the request violates the WSDL or its schema.</summary>
    public const string Syntax = "PAA_SINTASSI_EXTRAXSD";

    /// <summary>The other side answered a SOAP Fault instead of a message of the service.</summary>
    public const string SoapFault = "SOAP_FAULT";
}
