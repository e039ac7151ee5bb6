using System.Text;
using PagoDigitale.Platform.Files;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// CSV with <c>;</c>, <c>,</c>, tab or <c>|</c>, told by the header, whose names hold none of them, or by a first line <c>sep=;</c>.
/// </summary>
public sealed class CsvSheet : ISheet
{
    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    private readonly FileStream _file;
    private readonly StreamReader _reader;

    private CsvSheet(FileStream file, StreamReader reader, char delimiter, bool isUnicode) =>
        (_file, _reader, Delimiter, IsUnicode) = (file, reader, delimiter, isUnicode);

    public char Delimiter { get; }

    public bool IsUnicode { get; }

    public IReadOnlyList<FlowWarning> Warnings => [];

    public static CsvSheet Open(string path, string? encodingName, CancellationToken ct)
    {
        var encoding = encodingName is null ? TextEncoding.Detect(path, ct) : TextEncodings.Named(encodingName);
        var (delimiter, isSaid) = DetectDelimiter(path, encoding);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
        // Spreadsheets take the line as an instruction and do not show it: the next one is row 1.
        if (isSaid)
            reader.ReadLine();
        return new CsvSheet(file, reader, delimiter, !encoding.IsSingleByte);
    }

    public IEnumerable<SheetRow> Rows()
    {
        using var csv = new CsvRecords(_reader, Delimiter);
        var length = (double)Math.Max(_file.Length, 1);
        var number = 1;
        for (; csv.Read(); number++)
        {
            var cells = csv.Cells;
            if (cells.Any(c => c.Length > Sheets.CellLengthMax))
                throw new FlowFileException(
                    "csv-broken",
                    FlowFileTexts.LongCell.With(number, Sheets.CellLengthMax),
                    FlowFileTexts.ShortenCell
                );
            var original = Encoding.UTF8.GetString(csv.Raw);
            // Spreadsheets write a separator for every column anybody ever formatted.
            if (cells.Length > Sheets.ColumnsMax)
                (cells, original) = (
                    cells[..(Array.FindLastIndex(cells, c => !string.IsNullOrWhiteSpace(c)) + 1)],
                    original.TrimEnd(Delimiter, ' ', '\r', '\n')
                );
            yield return new SheetRow(number, cells, original, _file.Position / length);
        }
        if (csv.IsBroken)
            throw Broken(number, csv.Line);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    private static FlowFileException Broken(int number, int line) =>
        new("csv-broken", FlowFileTexts.OpenQuote.With(number, line, CsvRecords.RecordBytesMax), FlowFileTexts.CloseQuote);

    private static (char Delimiter, bool IsSaid) DetectDelimiter(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[Sheets.CellLengthMax];
        ReadOnlySpan<char> header = buffer.AsSpan(0, reader.ReadBlock(buffer));
        if (header.IndexOfAny('\r', '\n') is >= 0 and var end)
            header = header[..end];
        // As Excel has it; programs put quotes around it.
        var said = header.Trim('"');
        if (said.Length == 5 && said.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return (said[4], true);
        var found = ';';
        foreach (var candidate in Delimiters)
            if (header.Count(candidate) > header.Count(found))
                found = candidate;
        return (found, false);
    }
}
