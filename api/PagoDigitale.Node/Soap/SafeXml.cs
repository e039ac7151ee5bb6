using System.Runtime.InteropServices;
using System.Xml;

namespace PagoDigitale.Node.Soap;

/// <summary>
/// Readers for XML of unknown origin. No DTD (hence no entity can be declared or expanded), nothing is fetched,
/// and the document ends where its limit says.
/// </summary>
internal static class SafeXml
{
    /// <summary>A receipt with five digital stamps stays below 200 000 characters.</summary>
    public const long MessageCharactersMax = 2_000_000;

    /// <summary>A rendicontazione row takes about 500 characters: about two million rows.</summary>
    public const long FlussoCharactersMax = 1_000_000_000;

    /// <summary>The deepest official message, metadata of a transfer of a receipt, is at depth 9.</summary>
    public const int DepthMax = 24;

    public static XmlReader Open(ReadOnlyMemory<byte> xml, long charactersMax) => Open(AsStream(xml), charactersMax);

    public static XmlReader Open(Stream xml, long charactersMax) =>
        XmlReader.Create(xml, charactersMax == MessageCharactersMax ? MessageSettings : Settings(charactersMax));

    private static readonly XmlReaderSettings MessageSettings = Settings(MessageCharactersMax);

    /// <summary>What to tell the sender about text that is not XML.</summary>
    public static WireError Describe(XmlException failure) =>
        failure.Message.Contains("DTD", StringComparison.Ordinal)
            ? new(WireError.Syntax, WireTexts.Dtd)
            : new(WireError.Syntax, WireTexts.NotXml.With(failure.LineNumber, failure.LinePosition));

    private static XmlReaderSettings Settings(long charactersMax) =>
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = charactersMax,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CloseInput = false,
        };

    private static MemoryStream AsStream(ReadOnlyMemory<byte> xml) =>
        MemoryMarshal.TryGetArray(xml, out var segment) && segment.Array is not null
            ? new MemoryStream(segment.Array, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(xml.ToArray(), writable: false);
}
