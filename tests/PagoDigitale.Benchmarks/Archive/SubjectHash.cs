using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>PostgreSQL's <c>hashtext</c>, which COPY cannot call.</summary>
internal static class SubjectHash
{
    public static int Of(string subject)
    {
        var length = Encoding.UTF8.GetByteCount(subject);
        var bytes = new byte[(length + 11) / 12 * 12];
        Encoding.UTF8.GetBytes(subject, bytes);
        uint a,
            b,
            c;
        a = b = c = 0x9e3779b9u + (uint)length + 3_923_095u;
        ReadOnlySpan<byte> rest = bytes;
        for (var left = length; left >= 12; left -= 12, rest = rest[12..])
        {
            a += Word(rest, 0);
            b += Word(rest, 4);
            c += Word(rest, 8);
            a = (a - c) ^ Turned(c, 4);
            c += b;
            b = (b - a) ^ Turned(a, 6);
            a += c;
            c = (c - b) ^ Turned(b, 8);
            b += a;
            a = (a - c) ^ Turned(c, 16);
            c += b;
            b = (b - a) ^ Turned(a, 19);
            a += c;
            c = (c - b) ^ Turned(b, 4);
            b += a;
        }
        if (!rest.IsEmpty)
        {
            a += Word(rest, 0);
            b += Word(rest, 4);
            // The lowest byte is the length's.
            c += Word(rest, 8) << 8;
        }
        c = (c ^ b) - Turned(b, 14);
        a = (a ^ c) - Turned(c, 11);
        b = (b ^ a) - Turned(a, 25);
        c = (c ^ b) - Turned(b, 16);
        a = (a ^ c) - Turned(c, 4);
        b = (b ^ a) - Turned(a, 14);
        c = (c ^ b) - Turned(b, 24);
        return (int)c;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static uint Turned(uint value, int bits) => BitOperations.RotateLeft(value, bits);
}
