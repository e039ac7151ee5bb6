namespace PagoDigitale.Documents.Pdf;

/// <summary>The part a piece of the page plays, for screen readers and text extraction.</summary>
public enum PdfTag
{
    Heading1,
    Heading2,
    Paragraph,
    Figure,
    Link,
}

internal static class PdfTags
{
    public static ReadOnlySpan<byte> Name(PdfTag tag) =>
        tag switch
        {
            PdfTag.Heading1 => "/H1"u8,
            PdfTag.Heading2 => "/H2"u8,
            PdfTag.Figure => "/Figure"u8,
            PdfTag.Link => "/Link"u8,
            _ => "/P"u8,
        };
}
