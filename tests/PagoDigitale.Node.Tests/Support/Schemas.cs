using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace PagoDigitale.Node.Tests.Support;

/// <summary>Judges messages by schemas written independently of the readers and writers.</summary>
internal static class Schemas
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>
    /// Ours, or the published one (paForNode.xsd of SANP beside its common types) where PAGODIGITALE_PAFORNODE_XSD names it.
    /// </summary>
    private static readonly XmlSchemaSet PaForNode = Environment.GetEnvironmentVariable("PAGODIGITALE_PAFORNODE_XSD")
        is { Length: > 0 } path
        ? LoadPublished(path)
        : Load("paForNode.xsd");

    private static readonly XmlSchemaSet Flusso = Load("FlussoRiversamento.xsd");

    public static string? ErrorOfEnvelope(byte[] envelope) => ErrorOfEnvelope(Parse(envelope));

    public static string? ErrorOfEnvelope(XDocument envelope)
    {
        var message = envelope.Root!.Element(Soap + "Body")!.Elements().ShouldHaveSingleItem();
        return Error(new XDocument(new XElement(message)), PaForNode);
    }

    public static string? ErrorOfFlusso(byte[] flusso) => Error(Parse(flusso), Flusso);

    public static XDocument Parse(byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        return XDocument.Load(stream);
    }

    private static string? Error(XDocument document, XmlSchemaSet schemas)
    {
        string? error = null;
        document.Validate(schemas, (_, problem) => error ??= problem.Message);
        return error;
    }

    private static XmlSchemaSet LoadPublished(string path)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, path);
        schemas.Compile();
        return schemas;
    }

    private static XmlSchemaSet Load(string name)
    {
        using var stream = typeof(Schemas).Assembly.GetManifestResourceStream(name)!;
        using var reader = XmlReader.Create(stream);
        var schemas = new XmlSchemaSet();
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
