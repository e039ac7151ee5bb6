using System.Buffers.Binary;

namespace PagoDigitale.Api.Features.ReceiptArchives;

/// <summary>
/// What the end of a ZIP says of its directory (APPNOTE 6.3, 4.3.14 and 4.3.16): read before the library reads the directory itself, which
/// it does as a whole.
/// </summary>
/// <param name="Bytes">From where the directory begins to its end, whatever size it says.</param>
public sealed record ZipDirectory(ulong Entries, long Bytes)
{
    private const uint End = 0x06054b50;
    private const uint End64 = 0x06064b50;
    private const uint Locator64 = 0x07064b50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int CommentLengthMax = ushort.MaxValue;

    /// <returns>Null where there is none.</returns>
    public static ZipDirectory? Of(Stream content)
    {
        var tail = new byte[(int)Math.Min(content.Length, EndLength + LocatorLength + CommentLengthMax)];
        Read(content, content.Length - tail.Length, tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == End)
                return Of(content, tail, at);
        return null;
    }

    private static ZipDirectory? Of(Stream content, byte[] tail, int at)
    {
        var end = content.Length - tail.Length + at;
        var (entries, begin) = (
            (ulong)BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10)),
            (ulong)BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16))
        );
        if (entries == ushort.MaxValue || begin == uint.MaxValue)
        {
            var locator = at - LocatorLength;
            if (locator < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) != Locator64)
                return begin == uint.MaxValue ? null : new(entries, Math.Max(0, end - (long)begin));
            var place = BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(locator + 8));
            var end64 = new byte[End64Length];
            if (place > (ulong)Math.Max(0, content.Length - End64Length))
                return null;
            Read(content, (long)place, end64);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end64) != End64)
                return null;
            entries = BinaryPrimitives.ReadUInt64LittleEndian(end64.AsSpan(32));
            begin = BinaryPrimitives.ReadUInt64LittleEndian(end64.AsSpan(48));
        }
        return begin > (ulong)end ? null : new(entries, end - (long)begin);
    }

    private static void Read(Stream content, long from, byte[] into)
    {
        content.Position = from;
        content.ReadExactly(into);
        content.Position = 0;
    }
}
