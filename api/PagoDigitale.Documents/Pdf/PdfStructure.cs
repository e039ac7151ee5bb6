namespace PagoDigitale.Documents.Pdf;

/// <summary>The logical structure: a flat sequence of headings, paragraphs, figures and links in reading order.</summary>
internal sealed class PdfStructure
{
    public List<Element> Elements { get; } = [];

    public Element Add(PdfTag tag, int page, int contentId, string? alternative)
    {
        var element = new Element(tag, page, contentId, alternative);
        Elements.Add(element);
        return element;
    }

    public sealed class Element(PdfTag tag, int page, int contentId, string? alternative)
    {
        public PdfTag Tag { get; } = tag;

        public int Page { get; } = page;

        public int ContentId { get; } = contentId;

        public string? Alternative { get; } = alternative;

        public LinkArea? Link { get; set; }

        public int ObjectNumber { get; set; }

        public int LinkObjectNumber { get; set; }
    }

    /// <summary>A link's rectangle in the page's own coordinates (y upwards) and its target.</summary>
    public sealed record LinkArea(double Left, double Bottom, double Right, double Top, string Target);
}
