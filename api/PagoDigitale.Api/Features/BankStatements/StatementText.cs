using System.Buffers;
using System.Text;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// The text of the file. Banks send UTF-8 with or without its mark, and Windows-1252 which they call ISO-8859-1: what is not
/// valid UTF-8 is read as Windows-1252, in which every byte is something.
/// </summary>
public static class StatementText
{
    public const string Fallback = "windows-1252";

    public static readonly IReadOnlyList<string> Encodings = ["utf-8", Fallback, "iso-8859-1", "iso-8859-15", "utf-16"];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsKnown(string encoding) => Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase);

    /// <summary>The encoding given, or the one the whole file is in.</summary>
    public static string Recognise(Stream content, string? given)
    {
        if (given is not null)
            return given.ToLowerInvariant();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var decoder = StrictUtf8.GetDecoder();
            var isFirst = true;
            while (true)
            {
                var read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
                if (
                    isFirst
                    && (
                        buffer.AsSpan(0, read).StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
                        || buffer.AsSpan(0, read).StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
                    )
                )
                    return "utf-16";
                isFirst = false;
                decoder.Convert(buffer.AsSpan(0, read), new char[read + 4], flush: read == 0, out _, out _, out _);
                if (read == 0)
                    return "utf-8";
            }
        }
        catch (DecoderFallbackException)
        {
            return Fallback;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static StreamReader Open(Stream content, string encoding)
    {
        var isBigEndian = false;
        if (encoding == "utf-16")
        {
            var mark = new byte[2];
            isBigEndian = content.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && mark is [0xFE, 0xFF];
            content.Position = 0;
        }
        return new(content, EncodingOf(encoding, isBigEndian), detectEncodingFromByteOrderMarks: false, 1 << 16);
    }

    private static Encoding EncodingOf(string name, bool isBigEndian) =>
        name switch
        {
            "utf-8" => Encoding.UTF8,
            "iso-8859-1" => Encoding.Latin1,
            "utf-16" => isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(name)!,
        };
}
