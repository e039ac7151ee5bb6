using System.Buffers;
using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Documents.Pdf;

/// <summary>
/// A tagged PDF 1.7 document with PDF/A-2u metadata. One instance belongs to one thread;
/// fonts and images are shared by all documents and are written from bytes prepared once.
/// </summary>
public sealed class PdfDocument : IDisposable
{
    private readonly FontUse[] _fonts = new FontUse[PdfFonts.All.Count];
    private readonly List<PdfPage> _pages = [];

    public PdfDocument(PdfMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Metadata = metadata;
    }

    public IReadOnlyList<PdfPage> Pages => _pages;

    internal PdfMetadata Metadata { get; }

    internal PdfStructure Structure { get; } = new();

    internal ReadOnlySpan<FontUse> Fonts => _fonts;

    public PdfPage AddPage()
    {
        var page = new PdfPage(this, _pages.Count);
        _pages.Add(page);
        return page;
    }

    public void Save(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new PdfWriter(this);
        writer.Write();
        output.Write(writer.Prelude);
        output.Write(writer.Body);
    }

    public void Save(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new PdfWriter(this);
        writer.Write();
        output.Write(writer.Prelude);
        output.Write(writer.Body);
    }

    public void Dispose()
    {
        foreach (var page in _pages)
            page.Content.Dispose();
    }

    internal void Use(PdfFont font, bool isExtended)
    {
        ref var use = ref _fonts[font.Index];
        if (isExtended)
            use = FontUse.Extended;
        else if (use == FontUse.None)
            use = FontUse.Core;
    }
}
