using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Documents.Pdf;

/// <summary>
/// The first objects of every document with the same fonts, ready as bytes: a bulk print copies them instead of writing them again.
/// There are as many preludes as combinations of fonts and glyph sets, a few dozen at most.
/// </summary>
internal sealed class PdfPrelude
{
    private static readonly ConcurrentDictionary<int, PdfPrelude> Known = new();
    private readonly List<int> _offsets = [];
    private readonly byte[] _bytes;

    private PdfPrelude(FontUse[] fonts)
    {
        using var buffer = new PdfBuffer(65536);
        buffer.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8);
        WriteOutputIntent(buffer);
        var names = new StringBuilder("<<");
        foreach (var font in PdfFonts.All.Where(font => fonts[font.Index] != FontUse.None))
        {
            names.Append("/F").Append(font.Index).Append(' ').Append(_offsets.Count + 1).Append(" 0 R");
            WriteFont(buffer, font, fonts[font.Index]);
        }
        FontsNumber = Begin(buffer);
        buffer.Write(Encoding.ASCII.GetBytes(names.Append(">>").ToString()));
        End(buffer);
        _bytes = buffer.Written.ToArray();
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Offset of object 1, 2, …</summary>
    public IReadOnlyList<int> Offsets => _offsets;

    public int FontsNumber { get; }

    public int OutputIntentNumber { get; private set; }

    public static PdfPrelude For(ReadOnlySpan<FontUse> fonts)
    {
        var key = 0;
        foreach (var use in fonts)
            key = key * 3 + (int)use;
        return Known.TryGetValue(key, out var known) ? known : Known.GetOrAdd(key, new PdfPrelude(fonts.ToArray()));
    }

    private void WriteOutputIntent(PdfBuffer buffer)
    {
        var profile = Begin(buffer);
        buffer.Write("<</N 3"u8);
        buffer.CompressedStream(SrgbProfile.Bytes, CompressionLevel.SmallestSize);
        End(buffer);
        OutputIntentNumber = Begin(buffer);
        buffer.Write(
            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile "u8
        );
        buffer.Reference(profile);
        buffer.Write(">>"u8);
        End(buffer);
    }

    private void WriteFont(PdfBuffer buffer, PdfFont font, FontUse use)
    {
        var subset = font.Subset(use);
        var number = Begin(buffer);
        buffer.Write(
            Encoding.ASCII.GetBytes(
                $"<</Type/Font/Subtype/Type0/BaseFont/{subset.Name}/Encoding/Identity-H/DescendantFonts[{number + 1} 0 "
                    + $"R]/ToUnicode {number + 4} 0 R>>"
            )
        );
        End(buffer);
        Begin(buffer);
        buffer.Write(
            Encoding.ASCII.GetBytes(
                $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{subset.Name}"
                    + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                    + $"/CIDToGIDMap/Identity/FontDescriptor {number + 2} 0 R/W[0[{string.Join(' ', subset.Widths)}]]>>"
            )
        );
        End(buffer);
        Begin(buffer);
        var (left, bottom, right, top) = font.Box;
        buffer.Write(
            Encoding.ASCII.GetBytes(
                $"<</Type/FontDescriptor/FontName/{subset.Name}/Flags {font.Flags}/FontBBox[{left} {bottom} {right} {top}]/ItalicAngle 0"
                    + $"/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.CapHeight}/StemV {font.StemWidth}/FontFile2 "
                    + $"{number + 3} 0 R>>"
            )
        );
        End(buffer);
        Begin(buffer);
        buffer.Write(Encoding.ASCII.GetBytes($"<</Length1 {subset.Program.Length}"));
        buffer.CompressedStream(subset.Program, CompressionLevel.SmallestSize);
        End(buffer);
        Begin(buffer);
        buffer.Write("<<"u8);
        buffer.CompressedStream(subset.ToUnicode, CompressionLevel.SmallestSize);
        End(buffer);
    }

    private int Begin(PdfBuffer buffer)
    {
        _offsets.Add((int)buffer.Length);
        buffer.Integer(_offsets.Count);
        buffer.Write(" 0 obj\n"u8);
        return _offsets.Count;
    }

    private static void End(PdfBuffer buffer) => buffer.Write("\nendobj\n"u8);
}
