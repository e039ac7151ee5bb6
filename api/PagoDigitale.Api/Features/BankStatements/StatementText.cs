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

    public static (string Text, string Encoding) Decode(byte[] content, string? encoding)
    {
        var name = encoding?.ToLowerInvariant() ?? Recognise(content);
        var text = EncodingOf(name, content).GetString(content).TrimStart('\uFEFF');
        // A text column of the database cannot hold NUL.
        return (text.Replace("\0", "", StringComparison.Ordinal), name);
    }

    private static string Recognise(byte[] content)
    {
        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return "utf-16";
        try
        {
            StrictUtf8.GetCharCount(content);
            return "utf-8";
        }
        catch (DecoderFallbackException)
        {
            return Fallback;
        }
    }

    private static Encoding EncodingOf(string name, byte[] content) => name switch
    {
        "utf-8" => Encoding.UTF8,
        "iso-8859-1" => Encoding.Latin1,
        "utf-16" => content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode : Encoding.Unicode,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(name)!,
    };
}
