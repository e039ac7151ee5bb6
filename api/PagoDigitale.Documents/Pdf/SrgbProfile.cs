using System.Buffers.Binary;
using System.Text;

namespace PagoDigitale.Documents.Pdf;

/// <summary>A minimal ICC version 2 display profile with the sRGB primaries and a 2.2 curve: PDF/A wants one embedded.</summary>
internal static class SrgbProfile
{
    private static readonly byte[] Profile = Build();

    public static ReadOnlySpan<byte> Bytes => Profile;

    private static byte[] Build()
    {
        const string name = "sRGB IEC61966-2.1";
        // Primaries and white point adapted to D50, as s15Fixed16 numbers (IEC 61966-2-1 through ICC.1:2001).
        byte[] white = Xyz(0xF6D6, 0x10000, 0xD32D);
        byte[] curve = [.. "curv\0\0\0\0\0\0\0\u0001"u8, 0x02, 0x33, 0, 0];
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description(name)),
            ("cprt", [.. "text\0\0\0\0No copyright, use freely.\0\0\0"u8]),
            ("wtpt", white),
            ("rXYZ", Xyz(0x6FA2, 0x38F5, 0x0390)),
            ("gXYZ", Xyz(0x6299, 0xB785, 0x18DA)),
            ("bXYZ", Xyz(0x24A0, 0x0F84, 0xB6CF)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        var start = 128 + 4 + 12 * tags.Length;
        var bytes = new byte[start + tags.Sum(tag => tag.Data.Length)];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(span[8..], 0x02100000);
        "mntrRGB XYZ "u8.CopyTo(span[12..]);
        BinaryPrimitives.WriteInt16BigEndian(span[24..], 2000);
        BinaryPrimitives.WriteInt16BigEndian(span[26..], 1);
        BinaryPrimitives.WriteInt16BigEndian(span[28..], 1);
        "acsp"u8.CopyTo(span[36..]);
        white.AsSpan(8).CopyTo(span[68..]);
        BinaryPrimitives.WriteInt32BigEndian(span[128..], tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            var entry = span[(132 + 12 * i)..];
            Encoding.ASCII.GetBytes(tags[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], start);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
            tags[i].Data.CopyTo(span[start..]);
            start += tags[i].Data.Length;
        }
        return bytes;
    }

    private static byte[] Xyz(int x, int y, int z)
    {
        byte[] data = [.. "XYZ \0\0\0\0"u8, .. new byte[12]];
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), x);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(12), y);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(16), z);
        return data;
    }

    /// <summary>
    /// The textDescription type: the ASCII name, then empty Unicode and Macintosh names of fixed size, padded to four bytes.
    /// </summary>
    private static byte[] Description(string name)
    {
        var length = 12 + name.Length + 1 + 8 + 3 + 67;
        var data = new byte[(length + 3) / 4 * 4];
        "desc"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), name.Length + 1);
        Encoding.ASCII.GetBytes(name, data.AsSpan(12));
        return data;
    }
}
