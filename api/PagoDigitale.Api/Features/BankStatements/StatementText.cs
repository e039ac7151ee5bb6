using System.Text;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Files;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The text of the file, in the encoding that the caller names or that the whole of it is in.</summary>
public static class StatementText
{
    public const string Fallback = "windows-1252";

    private const int LineLengthMax = CsvRecords.RecordBytesMax / 4;
    private const int ShownLength = 200;

    public static readonly IReadOnlyList<string> Encodings = ["utf-8", Fallback, "iso-8859-1", "iso-8859-15", "utf-16"];

    public static bool IsKnown(string encoding) => Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase);

    /// <summary>The encoding given, or the one the whole file is in.</summary>
    public static string Recognise(Stream content, string? given)
    {
        if (given is not null)
            return given.ToLowerInvariant();
        var (encoding, _) = TextEncodings.Recognise(content);
        return encoding switch
        {
            { IsSingleByte: true } => Fallback,
            UnicodeEncoding => "utf-16",
            _ => "utf-8",
        };
    }

    /// <summary>
    /// The lines of the file. From a quote that is opened and never closed on, every line stands by itself: one bad line does not swallow
    /// those after it.
    /// </summary>
    public static IEnumerable<CsvLine> Lines(Func<Stream> open, string encoding, char separator)
    {
        int broken;
        using (var records = new CsvRecords(Open(open(), encoding), separator, trims: true))
        {
            while (records.Read())
                yield return new(records.Line, Clean(records.Cells));
            if (!records.IsBroken)
                yield break;
            broken = records.Line;
        }
        using var rest = Open(open(), encoding);
        for (var number = 1; rest.ReadLine() is { } line; number++)
            if (number >= broken)
                yield return new(number, Clean(Cells(line, separator)));
    }

    /// <summary>One that is too long for a record is told as it begins: it is no movement.</summary>
    private static string[] Cells(string line, char separator)
    {
        using var records = new CsvRecords(new StringReader(line), separator, hasLineBreaks: false, trims: true);
        return line.Length > LineLengthMax ? [Clipped.To(line, ShownLength)]
            : records.Read() ? records.Cells
            : [""];
    }

    /// <summary>Without what no text column of a database holds.</summary>
    private static string[] Clean(string[] cells) =>
        Array.ConvertAll(cells, c => c.Contains('\0', StringComparison.Ordinal) ? c.Replace("\0", "", StringComparison.Ordinal) : c);

    private static StreamReader Open(Stream content, string encoding)
    {
        var isBigEndian = false;
        if (encoding == "utf-16")
        {
            var mark = new byte[2];
            isBigEndian = content.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && mark is [0xFE, 0xFF];
            content.Position = 0;
        }
        // What the caller says counts, whatever mark the file bears.
        var reader = new StreamReader(content, EncodingOf(encoding, isBigEndian), detectEncodingFromByteOrderMarks: false, 1 << 16);
        if (reader.Peek() == '\uFEFF')
            reader.Read();
        return reader;
    }

    private static Encoding EncodingOf(string name, bool isBigEndian) =>
        name == "utf-16" && isBigEndian ? Encoding.BigEndianUnicode : TextEncodings.Named(name);
}
