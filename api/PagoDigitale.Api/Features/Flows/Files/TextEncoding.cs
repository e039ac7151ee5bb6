using System.Text;

namespace PagoDigitale.Api.Features.Flows.Files;

/// <summary>Tells UTF-8 from Windows-1252 by reading the whole file once: text that is valid UTF-8 and means something else does not occur.</summary>
public static class TextEncoding
{
    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Windows1252 => Encoding.GetEncoding(1252);

    public static Encoding Detect(string path, CancellationToken ct)
    {
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var bytes = new byte[1 << 16];
        var chars = new char[(1 << 16) + 2];
        var isUtf8 = true;
        var isFirst = true;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        int read;
        while ((read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > 0)
        {
            ct.ThrowIfCancellationRequested();
            var block = bytes.AsSpan(0, read);
            if (isFirst && (block.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || block.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])))
                throw Wrong("The file is in UTF-16.");
            isFirst = false;
            if (block.Contains((byte)0))
                throw Wrong("The file holds zero bytes: it is not text.");
            isUtf8 = isUtf8 && IsUtf8(decoder, block, chars, isLast: false);
            // Five bytes mean nothing in Windows-1252.
            if (!isUtf8 && block.IndexOfAny((ReadOnlySpan<byte>)[0x81, 0x8d, 0x8f, 0x90, 0x9d]) >= 0)
                throw Wrong("The file is neither UTF-8 nor Windows-1252 text.");
        }
        return isUtf8 && IsUtf8(decoder, [], chars, isLast: true) ? new UTF8Encoding(false) : Windows1252;
    }

    private static bool IsUtf8(Decoder decoder, ReadOnlySpan<byte> block, char[] chars, bool isLast)
    {
        try
        {
            decoder.GetChars(block, chars, isLast);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static FlowFileException Wrong(string message) =>
        new("wrong-encoding", message, "Save the file as CSV UTF-8 or Windows-1252, or as .xlsx.");
}
