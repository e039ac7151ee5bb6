namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>An embedded typeface. Glyphs are renumbered once, the core set first, so both subsets share the same numbers.</summary>
public sealed class PdfFont
{
    private readonly TrueTypeFont _font;
    private readonly GlyphSet _glyphs;
    private readonly Lazy<FontSubset> _core;
    private readonly Lazy<FontSubset> _extended;

    internal PdfFont(int index, string name, TrueTypeFont font, bool isForCodes, int flags, int stemWidth)
    {
        Index = index;
        Name = name;
        Flags = flags;
        StemWidth = stemWidth;
        _font = font;
        _glyphs = GlyphSet.Of(font, isForCodes);
        _core = new Lazy<FontSubset>(() => FontSubset.Build(this, font, _glyphs, _glyphs.CoreCount, "PDCORE"));
        _extended = new Lazy<FontSubset>(() => FontSubset.Build(this, font, _glyphs, _glyphs.Count, "PDWIDE"));
    }

    public string Name { get; }

    internal int Index { get; }

    internal int Flags { get; }

    internal int StemWidth { get; }

    internal int Ascent => Scale(_font.Ascent);

    internal int Descent => Scale(_font.Descent);

    internal int CapHeight => Scale(_font.CapHeight);

    internal (int Left, int Bottom, int Right, int Top) Box =>
        (Scale(_font.Box.Left), Scale(_font.Box.Bottom), Scale(_font.Box.Right), Scale(_font.Box.Top));

    /// <summary>Width of a line of text in points.</summary>
    public double Measure(ReadOnlySpan<char> text, double size)
    {
        var units = 0;
        foreach (var c in text)
            units += _glyphs.Widths[_glyphs.Find(c)];
        return units * size / 1000;
    }

    /// <summary>Whether the character is drawn as what it is, or at least as its plain letter.</summary>
    internal bool Shows(char c) => _glyphs.Shows(c);

    internal FontSubset Subset(FontUse use) => use == FontUse.Extended ? _extended.Value : _core.Value;

    /// <summary>Writes the glyph numbers of a text as a literal string and returns its width in thousandths of the size.</summary>
    internal int Encode(string text, PdfBuffer output, out bool isExtended)
    {
        var units = 0;
        isExtended = false;
        foreach (var c in text)
        {
            var glyph = _glyphs.Find(c);
            units += _glyphs.Widths[glyph];
            isExtended |= glyph >= _glyphs.CoreCount;
            output.LiteralByte((byte)(glyph >> 8));
            output.LiteralByte((byte)glyph);
        }
        return units;
    }

    private int Scale(int units) => _font.Scale(units);
}
