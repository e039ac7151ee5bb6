using System.Buffers.Binary;

namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>
/// The tables of a TrueType file that embedding needs (OpenType specification: head, hhea, maxp, hmtx, loca, glyf, cmap, OS/2).
/// </summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly int[] _outlines;
    private readonly int[] _advances;
    private readonly Dictionary<char, int> _glyphs = [];

    private TrueTypeFont(byte[] data)
    {
        _data = data;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + 16 * i;
            _tables[System.Text.Encoding.ASCII.GetString(data, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }
        var head = Offset("head");
        UnitsPerEm = U16(head + 18);
        Box = (I16(head + 36), I16(head + 38), I16(head + 40), I16(head + 42));
        var hhea = Offset("hhea");
        Ascent = I16(hhea + 4);
        Descent = I16(hhea + 6);
        CapHeight = I16(Offset("OS/2") + 88);
        var count = U16(Offset("maxp") + 4);
        _outlines = ReadOutlines(count, isLong: U16(head + 50) == 1);
        _advances = ReadAdvances(count, U16(hhea + 34));
        ReadCharacters();
    }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public (int Left, int Bottom, int Right, int Top) Box { get; }

    public static TrueTypeFont Parse(byte[] data) => new(data);

    /// <summary>In thousandths of the size, as PDF counts.</summary>
    public int Scale(int units) => (int)Math.Round(units * 1000m / UnitsPerEm, MidpointRounding.AwayFromZero);

    public int GlyphOf(char c) => _glyphs.GetValueOrDefault(c);

    public int Advance(int glyph) => _advances[glyph];

    public int LeftSideBearing(int glyph)
    {
        var metrics = U16(Offset("hhea") + 34);
        var hmtx = Offset("hmtx");
        return glyph < metrics ? I16(hmtx + 4 * glyph + 2) : I16(hmtx + 4 * metrics + 2 * (glyph - metrics));
    }

    public ReadOnlyMemory<byte> Outline(int glyph) => _data.AsMemory(_outlines[glyph].._outlines[glyph + 1]);

    public ReadOnlySpan<byte> Table(string tag) => _data.AsSpan(_tables[tag].Offset, _tables[tag].Length);

    private int[] ReadOutlines(int count, bool isLong)
    {
        var (loca, glyf) = (Offset("loca"), Offset("glyf"));
        var offsets = new int[count + 1];
        for (var i = 0; i <= count; i++)
            offsets[i] = glyf + (isLong ? (int)U32(loca + 4 * i) : 2 * U16(loca + 2 * i));
        return offsets;
    }

    private int[] ReadAdvances(int count, int metrics)
    {
        var hmtx = Offset("hmtx");
        return [.. Enumerable.Range(0, count).Select(glyph => (int)U16(hmtx + 4 * Math.Min(glyph, metrics - 1)))];
    }

    /// <summary>Reads the Windows Unicode map (platform 3, encoding 1), which is segmented (format 4).</summary>
    private void ReadCharacters()
    {
        var cmap = Offset("cmap");
        var map = Enumerable
            .Range(0, U16(cmap + 2))
            .Select(i => cmap + 4 + 8 * i)
            .Where(entry => U16(entry) == 3 && U16(entry + 2) == 1)
            .Select(entry => cmap + (int)U32(entry + 4))
            .First();
        if (U16(map) != 4)
            throw new InvalidDataException("The typeface has no segmented Unicode map.");
        var segments = U16(map + 6) / 2;
        var (ends, starts) = (map + 14, map + 16 + 2 * segments);
        var (deltas, ranges) = (starts + 2 * segments, starts + 4 * segments);
        for (var i = 0; i < segments; i++)
        {
            var range = U16(ranges + 2 * i);
            for (int code = U16(starts + 2 * i), end = U16(ends + 2 * i); code <= end && code < 0xFFFF; code++)
            {
                var glyph = range == 0 ? code : U16(ranges + 2 * i + range + 2 * (code - U16(starts + 2 * i)));
                if (range == 0 || glyph != 0)
                    glyph = (glyph + U16(deltas + 2 * i)) & 0xFFFF;
                if (glyph > 0)
                    _glyphs[(char)code] = glyph;
            }
        }
    }

    private int Offset(string tag) => _tables[tag].Offset;

    private ushort U16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(offset));

    private short I16(int offset) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(offset));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(offset));
}
