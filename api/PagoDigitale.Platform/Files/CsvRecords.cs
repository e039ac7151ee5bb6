using CsvHelper;

namespace PagoDigitale.Platform.Files;

/// <summary>
/// Records of separated columns (RFC 4180), one at a time: quotes, doubled quotes, line breaks inside quotes. A stray quote inside a cell
/// is text (DITTA "ROSSI"). A quote that is opened and never closed would swallow what comes after it, to the end of the file or to the
/// next quote there is: the reading ends there, and <see cref="IsBroken"/> says so. The next quote opens a cell of a later line, so there
/// is text behind it where it closes: that, over a line break, is no cell anybody wrote.
/// </summary>
public sealed class CsvRecords : IDisposable
{
    /// <summary>A record that is longer has lost its quote.</summary>
    public const int RecordBytesMax = 1 << 18;

    private readonly TextReader _text;
    private readonly CsvReader _csv;
    private readonly byte _separator;
    private readonly bool _trims;

    /// <param name="hasLineBreaks">Whether quoted cells may hold them. Otherwise every line is a record, whatever its quotes.</param>
    /// <param name="trims">Blanks around cells are nobody's, and a quote behind them opens a cell all the same.</param>
    public CsvRecords(TextReader text, char separator, bool hasLineBreaks = true, bool trims = false)
    {
        _text = text;
        _separator = (byte)separator;
        _trims = trims;
        _csv = CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                Mode = CsvMode.Rfc4180,
                SkipEmptyLines = false,
                DetectSeparatorHint = false,
                AllowLineBreaksInQuotes = hasLineBreaks,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Recover,
                TrimWhitespace = trims,
                OnMalformedRecord = record => IsBroken |= hasLineBreaks && record.Reason == CsvMalformedReason.UnterminatedQuote,
                MaxRecordSize = RecordBytesMax,
            },
            leaveOpen: true
        );
    }

    /// <summary>The record at <see cref="Line"/> has a quote that is never closed, or is too long.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where the record begins, or where the broken one does; from 1.</summary>
    public int Line { get; private set; }

    public string[] Cells => _csv.Current.ToArray();

    /// <summary>The record as it stands in the file, in UTF-8, without its line break.</summary>
    public ReadOnlySpan<byte> Raw => _csv.RawRecord;

    /// <summary>False at the end, and where the file is broken.</summary>
    public bool Read()
    {
        try
        {
            if (!_csv.Read())
                return false;
            Line = (int)_csv.LineNumber;
            IsBroken |= Raw.ContainsAny((byte)'\n', (byte)'\r') && HasTextBehindQuote(Raw, _separator, _trims);
            return !IsBroken;
        }
        catch (CsvFormatException error)
        {
            (IsBroken, Line) = (true, (int)error.LineNumber);
            return false;
        }
    }

    /// <summary>A quoted cell is closed, and neither a separator nor the end of the record follows.</summary>
    private static bool HasTextBehindQuote(ReadOnlySpan<byte> record, byte separator, bool trims)
    {
        while (record.Length > 0)
        {
            record = trims ? record.TrimStart(" \t"u8) : record;
            if (record.StartsWith("\""u8))
            {
                record = BehindQuote(record[1..]).TrimStart(" \t"u8);
                if (record.Length > 0 && record[0] != separator)
                    return true;
            }
            // What is not quoted goes up to the separator, quotes and all.
            record = record.IndexOf(separator) is >= 0 and var end ? record[(end + 1)..] : [];
        }
        return false;
    }

    /// <summary>What follows the quote that closes a cell; two of them are one in its text.</summary>
    private static ReadOnlySpan<byte> BehindQuote(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'"') is >= 0 and var quote)
        {
            text = text[(quote + 1)..];
            if (text.Length == 0 || text[0] != '"')
                return text;
            text = text[1..];
        }
        return [];
    }

    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
    }
}
