using System.Buffers;
using System.Text;

namespace PagoDigitale.Platform.Files;

/// <summary>
/// Tells UTF-8 from Windows-1252 by reading the whole file once: text that is valid UTF-8 and means something else does not occur, and what
/// spreadsheets and banks call ISO-8859-1 is Windows-1252, in which nearly every byte is something. Five bytes mean nothing there (ì and É
/// of a DOS program are among them) and are read as controls. UTF-16 has its mark ("Unicode text", as Excel saves it).
/// </summary>
public static class TextEncodings
{
    private const int BlockBytes = 1 << 16;

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static Encoding Windows1252 => Encoding.GetEncoding(1252);

    /// <exception cref="ArgumentException">There is no encoding of that name.</exception>
    public static Encoding Named(string name) => name == "utf-8" ? Utf8 : Encoding.GetEncoding(name);

    /// <returns>The encoding the whole content is in, and whether it has bytes of zero, which no text in it has.</returns>
    public static (Encoding Encoding, bool HasZeros) Recognise(Stream content, CancellationToken ct = default)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(BlockBytes);
        var chars = ArrayPool<char>.Shared.Rent(BlockBytes + 4);
        try
        {
            var (isUtf8, hasZeros) = (true, false);
            for (var isFirst = true; ; isFirst = false)
            {
                ct.ThrowIfCancellationRequested();
                var block = bytes.AsSpan(0, content.ReadAtLeast(bytes.AsSpan(0, BlockBytes), BlockBytes, throwOnEndOfStream: false));
                if (isFirst && block.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]))
                    return (Encoding.Unicode, false);
                if (isFirst && block.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
                    return (Encoding.BigEndianUnicode, false);
                hasZeros |= block.Contains((byte)0);
                isUtf8 = isUtf8 && IsUtf8(decoder, block, chars);
                if (block.Length == 0)
                    return (isUtf8 ? Utf8 : Windows1252, hasZeros);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>An empty block is the end: a character begun before it is not finished.</summary>
    private static bool IsUtf8(Decoder decoder, ReadOnlySpan<byte> block, char[] chars)
    {
        try
        {
            decoder.GetChars(block, chars, flush: block.Length == 0);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
