using System.Buffers.Binary;
using System.Text;

namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>The first glyphs of a font as a small TrueType program, with the widths and the way back to Unicode.</summary>
internal sealed record FontSubset(string Name, byte[] Program, IReadOnlyList<int> Widths, byte[] ToUnicode)
{
    private const int EntriesPerBlock = 100;

    public static FontSubset Build(PdfFont font, TrueTypeFont source, GlyphSet glyphs, int count, string prefix) =>
        new($"{prefix}+{font.Name}", BuildProgram(source, glyphs, count), glyphs.Widths[..count], BuildToUnicode(glyphs, count));

    private static byte[] BuildProgram(TrueTypeFont source, GlyphSet glyphs, int count)
    {
        using var glyf = new PdfBuffer(32768);
        var loca = new byte[4 * (count + 1)];
        var hmtx = new byte[4 * count];
        for (var number = 0; number < count; number++)
        {
            var glyph = glyphs.Glyphs[number];
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(4 * number), (ushort)source.Advance(glyph));
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan(4 * number + 2), (short)source.LeftSideBearing(glyph));
            glyf.Write(GlyphOutline.Rewrite(source.Outline(glyph).Span, glyphs.NumberOf));
            while (glyf.Length % 4 != 0)
                glyf.Byte('\0');
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * (number + 1)), (uint)glyf.Length);
        }
        var head = source.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var hhea = source.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)count);
        var maxp = source.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)count);
        return Assemble([("glyf", glyf.Written.ToArray()), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp)]);
    }

    private static byte[] Assemble((string Tag, byte[] Data)[] tables)
    {
        var start = 12 + 16 * tables.Length;
        var bytes = new byte[start + tables.Sum(table => Padded(table.Data.Length))];
        var span = bytes.AsSpan();
        // Six tables: the binary search header is 4 × 16, log2 4, the rest.
        ReadOnlySpan<ushort> header = [1, 0, (ushort)tables.Length, 64, 2, (ushort)(16 * tables.Length - 64)];
        for (var i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(span[(2 * i)..], header[i]);
        var headOffset = 0;
        for (var i = 0; i < tables.Length; i++)
        {
            var (tag, data) = tables[i];
            if (tag == "head")
                headOffset = start;
            data.CopyTo(span[start..]);
            var entry = span[(12 + 16 * i)..];
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(span.Slice(start, Padded(data.Length))));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], start);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            start += Padded(data.Length);
        }
        BinaryPrimitives.WriteUInt32BigEndian(span[(headOffset + 8)..], unchecked(0xB1B0AFBA - Checksum(span)));
        return bytes;
    }

    private static byte[] BuildToUnicode(GlyphSet glyphs, int count)
    {
        var mapped = Enumerable.Range(1, count - 1).Where(number => glyphs.Characters[number] != '\0').ToList();
        using var map = new PdfBuffer(8192);
        map.Write(
            "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"u8
                + "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"u8
        );
        map.Write("/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"u8);
        foreach (var block in mapped.Chunk(EntriesPerBlock))
        {
            map.Integer(block.Length);
            map.Write(" beginbfchar\n"u8);
            foreach (var number in block)
            {
                map.Byte('<');
                map.Hex4(number);
                map.Write("><"u8);
                map.Hex4(glyphs.Characters[number]);
                map.Write(">\n"u8);
            }
            map.Write("endbfchar\n"u8);
        }
        map.Write("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"u8);
        return map.Written.ToArray();
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4)
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        return sum;
    }
}
