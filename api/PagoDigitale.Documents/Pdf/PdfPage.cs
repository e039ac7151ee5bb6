using System.Numerics;
using PagoDigitale.Documents.Pdf.Fonts;
using PagoDigitale.Documents.Pdf.Images;

namespace PagoDigitale.Documents.Pdf;

/// <summary>
/// An A4 page. Lengths are points (1/72 inch), x from the left edge and y from the top.
/// What is drawn outside a tagged piece is decoration, which screen readers skip.
/// </summary>
public sealed class PdfPage
{
    public const double Width = 595.276;
    public const double Height = 841.89;

    private readonly PdfDocument _document;
    private PdfColor? _fill;
    private PdfColor? _stroke;
    private bool _isTagged;

    internal PdfPage(PdfDocument document, int index)
    {
        _document = document;
        Index = index;
    }

    internal int Index { get; }

    internal PdfBuffer Content { get; } = new(8192);

    internal List<PdfImage> Images { get; } = [];

    internal List<PdfStructure.Element> Elements { get; } = [];

    /// <summary>Opens a tagged piece; disposing the answer closes it. Figures need an alternative text.</summary>
    public PdfTagScope Tagged(PdfTag tag, string? alternative = null)
    {
        if (_isTagged)
            throw new InvalidOperationException("A tagged piece is already open.");
        _isTagged = true;
        Content.Write(PdfTags.Name(tag));
        Content.Write("<</MCID "u8);
        Content.Integer(Elements.Count);
        Content.Write(">>BDC\n"u8);
        Elements.Add(_document.Structure.Add(tag, Index, Elements.Count, alternative));
        return new PdfTagScope(this);
    }

    internal void EndTag()
    {
        Content.Write("EMC\n"u8);
        _isTagged = false;
    }

    /// <summary>Draws one line of text and returns its width.</summary>
    public double DrawText(PdfFont font, double size, double x, double baseline, string text, PdfColor? color = null)
    {
        ArgumentNullException.ThrowIfNull(font);
        ArgumentNullException.ThrowIfNull(text);
        Open();
        Fill(color ?? PdfColor.Black);
        Content.Write("BT/F"u8);
        Content.Integer(font.Index);
        Content.Byte(' ');
        Content.Number(size);
        Content.Write("Tf "u8);
        Content.Number(x);
        Content.Number(Height - baseline);
        Content.Write("Td("u8);
        var units = font.Encode(text, Content, out var isExtended);
        Content.Write(")Tj ET\n"u8);
        Close();
        _document.Use(font, isExtended);
        return units * size / 1000;
    }

    /// <summary>Draws one line of text that ends at <paramref name="right"/>.</summary>
    public void DrawTextRight(PdfFont font, double size, double right, double baseline, string text, PdfColor? color = null)
    {
        ArgumentNullException.ThrowIfNull(font);
        DrawText(font, size, right - font.Measure(text, size), baseline, text, color);
    }

    public void FillRectangle(double x, double y, double width, double height, PdfColor color)
    {
        Open();
        Fill(color);
        Content.Number(x);
        Content.Number(Height - y - height);
        Content.Number(width);
        Content.Number(height);
        Content.Write("re f\n"u8);
        Close();
    }

    public void DrawLine(double x1, double y1, double x2, double y2, double width, PdfColor color)
    {
        Open();
        Stroke(color);
        Content.Number(width);
        Content.Write("w "u8);
        Content.Number(x1);
        Content.Number(Height - y1);
        Content.Write("m "u8);
        Content.Number(x2);
        Content.Number(Height - y2);
        Content.Write("l S\n"u8);
        Close();
    }

    public void FillPath(PdfPath path, double x, double y, double scale, PdfColor color)
    {
        ArgumentNullException.ThrowIfNull(path);
        Open();
        Fill(color);
        Place(scale, -scale, x, Height - y);
        Content.Write(path.Operators);
        Content.Write("f Q\n"u8);
        Close();
    }

    /// <summary>The line width is in the path's own units.</summary>
    public void StrokePath(PdfPath path, double x, double y, double scale, double width, PdfColor color)
    {
        ArgumentNullException.ThrowIfNull(path);
        Open();
        Stroke(color);
        Place(scale, -scale, x, Height - y);
        Content.Number(width);
        Content.Write("w 1 J 1 j\n"u8);
        Content.Write(path.Operators);
        Content.Write("S Q\n"u8);
        Close();
    }

    /// <summary>
    /// Fills the dark squares of a matrix code. They are one path, so that no reader shows hairlines between neighbours,
    /// and touching squares of a row are one rectangle.
    /// </summary>
    /// <param name="rows">A square of at most 64; the lowest bit of a row is its leftmost module.</param>
    public void FillModules(IReadOnlyList<ulong> rows, double x, double y, double side, PdfColor color)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Open();
        Fill(color);
        Place(side / rows.Count, -side / rows.Count, x, Height - y);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var modules = rows[row]; modules != 0; )
            {
                var first = BitOperations.TrailingZeroCount(modules);
                var length = BitOperations.TrailingZeroCount(~(modules >> first));
                // Shifting by 64 would be shifting by nothing.
                modules &= ~(ulong.MaxValue >> (64 - length) << first);
                Content.Integer(first);
                Content.Byte(' ');
                Content.Integer(row);
                Content.Byte(' ');
                Content.Integer(length);
                Content.Write(" 1 re\n"u8);
            }
        }
        Content.Write("f Q\n"u8);
        Close();
    }

    public void DrawImage(PdfImage image, double x, double y, double width, double height)
    {
        ArgumentNullException.ThrowIfNull(image);
        var index = Images.IndexOf(image);
        if (index < 0)
        {
            index = Images.Count;
            Images.Add(image);
        }
        Open();
        Place(width, height, x, Height - y - height);
        Content.Write("/I"u8);
        Content.Integer(index);
        Content.Write(" Do Q\n"u8);
        Close();
    }

    /// <summary>Makes a rectangle lead to a web address; call it inside the tagged piece that describes the link.</summary>
    public void AddLink(double x, double y, double width, double height, Uri target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!_isTagged)
            throw new InvalidOperationException("A link belongs to a tagged piece.");
        Elements[^1].Link = new PdfStructure.LinkArea(x, Height - y - height, x + width, Height - y, target.AbsoluteUri);
    }

    private void Place(double scaleX, double scaleY, double x, double y)
    {
        Content.Write("q "u8);
        Content.Number(scaleX);
        Content.Write("0 0 "u8);
        Content.Number(scaleY);
        Content.Number(x);
        Content.Number(y);
        Content.Write("cm\n"u8);
    }

    private void Open()
    {
        if (!_isTagged)
            Content.Write("/Artifact BMC\n"u8);
    }

    private void Close()
    {
        if (!_isTagged)
            Content.Write("EMC\n"u8);
    }

    private void Fill(PdfColor color)
    {
        if (_fill == color)
            return;
        _fill = color;
        Color(color);
        Content.Write("rg\n"u8);
    }

    private void Stroke(PdfColor color)
    {
        if (_stroke == color)
            return;
        _stroke = color;
        Color(color);
        Content.Write("RG\n"u8);
    }

    private void Color(PdfColor color)
    {
        Content.Number(color.Red / 255d);
        Content.Number(color.Green / 255d);
        Content.Number(color.Blue / 255d);
    }
}
