using System.Buffers.Binary;

namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>
/// Reads and rewrites one entry of the glyf table. Hinting instructions are dropped: they weigh a lot and printers ignore them.
/// </summary>
internal static class GlyphOutline
{
    private const int HeaderLength = 10;
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreParts = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;
    private const int HasInstructions = 0x0100;

    /// <summary>The glyphs a composite glyph is made of.</summary>
    public static List<int> Parts(ReadOnlySpan<byte> outline)
    {
        var parts = new List<int>();
        if (!IsComposite(outline))
            return parts;
        for (int offset = HeaderLength, flags = MoreParts; (flags & MoreParts) != 0; offset += PartLength(flags))
        {
            flags = U16(outline, offset);
            parts.Add(U16(outline, offset + 2));
        }
        return parts;
    }

    /// <summary>The same outline without instructions and with its parts renumbered.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> outline, Func<int, ushort> renumber)
    {
        if (outline.IsEmpty)
            return [];
        return IsComposite(outline) ? RewriteComposite(outline, renumber) : RewriteSimple(outline);
    }

    private static byte[] RewriteSimple(ReadOnlySpan<byte> outline)
    {
        var contours = U16(outline, 0);
        var instructions = HeaderLength + 2 * contours;
        var points = instructions + 2 + U16(outline, instructions);
        return [.. outline[..instructions], 0, 0, .. outline[points..]];
    }

    private static byte[] RewriteComposite(ReadOnlySpan<byte> outline, Func<int, ushort> renumber)
    {
        var copy = outline.ToArray();
        var offset = HeaderLength;
        for (var flags = MoreParts; (flags & MoreParts) != 0; offset += PartLength(flags))
        {
            flags = U16(copy, offset);
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(offset), (ushort)(flags & ~HasInstructions));
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(offset + 2), renumber(U16(copy, offset + 2)));
        }
        return copy[..offset];
    }

    private static bool IsComposite(ReadOnlySpan<byte> outline) => !outline.IsEmpty && BinaryPrimitives.ReadInt16BigEndian(outline) < 0;

    private static int PartLength(int flags)
    {
        var length = (flags & ArgumentsAreWords) != 0 ? 8 : 6;
        if ((flags & HasScale) != 0)
            return length + 2;
        if ((flags & HasTwoScales) != 0)
            return length + 4;
        return (flags & HasMatrix) != 0 ? length + 8 : length;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
}
