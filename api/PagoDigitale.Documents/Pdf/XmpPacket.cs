using System.Globalization;
using System.Security;
using System.Text;

namespace PagoDigitale.Documents.Pdf;

/// <summary>The document's metadata as XMP, in agreement with its information dictionary (ISO 19005-2, 6.6).</summary>
internal static class XmpPacket
{
    private const string Description =
        """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" """
        + """xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">""";

    public static byte[] For(PdfMetadata metadata)
    {
        var date = metadata.CreatedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture);
        var dates = $"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>";
        return Encoding.UTF8.GetBytes(
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            {Description}
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escape(metadata.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{Escape(metadata.Author)}</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>{Escape(metadata.Language)}</rdf:li></rdf:Bag></dc:language>
            <pdf:Producer>{PdfMetadata.Producer}</pdf:Producer>{dates}
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>
            """
        );
    }

    /// <summary>Also drops what XML cannot carry at all: control characters and halves of surrogate pairs.</summary>
    private static string Escape(string text) =>
        SecurityElement.Escape(
            string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE))
        );
}
