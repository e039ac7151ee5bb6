using System.Text;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Api.Features.Flows.Files;

/// <summary>
/// Tells UTF-8 from Windows-1252 by reading the whole file once: text that is valid UTF-8 and means something else does not occur.
/// What was written in a third encoding is valid Windows-1252 and odd: <see cref="DoubtfulText"/> finds it cell by cell. Five bytes
/// mean nothing there (ì and É of a DOS program are among them): they are read as controls, which no row may hold.
/// </summary>
public static class TextEncoding
{
    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Windows1252 => Encoding.GetEncoding(1252);

    /// <summary>The encodings a caller can name.</summary>
    public static readonly string[] Names = ["utf-8", "windows-1252", DoubtfulText.Ibm850, DoubtfulText.Macintosh];

    public static Encoding Named(string name) => name == "utf-8" ? new UTF8Encoding(false) : Encoding.GetEncoding(name);

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
            // "Unicode text", as Excel saves it.
            if (isFirst && block.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]))
                return Encoding.Unicode;
            if (isFirst && block.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
                return Encoding.BigEndianUnicode;
            isFirst = false;
            if (block.Contains((byte)0))
                throw Wrong("The file holds zero bytes: it is not text.");
            isUtf8 = isUtf8 && IsUtf8(decoder, block, chars, isLast: false);
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
        new(
            "wrong-encoding",
            message,
            $"Save the file as CSV UTF-8 or as .xlsx; or upload it with the parameter encoding ({string.Join(", ", Names)})."
        );
}
