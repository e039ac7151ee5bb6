using CsvHelper;

namespace PagoDigitale.Platform.Files;

/// <summary>
/// Records of separated columns (RFC 4180), one at a time: quotes, doubled quotes, line breaks inside quotes. A stray quote inside a cell
/// is text (DITTA "ROSSI"). A quote that is opened and never closed would swallow what comes after it: the reading ends there, and
/// <see cref="IsBroken"/> says so.
/// </summary>
public sealed class CsvRecords : IDisposable
{
    /// <summary>A record that is longer has lost its quote.</summary>
    public const int RecordBytesMax = 1 << 18;

    private readonly TextReader _text;
    private readonly CsvReader _csv;

    /// <param name="hasLineBreaks">Whether quoted cells may hold them. Otherwise every line is a record, whatever its quotes.</param>
    public CsvRecords(TextReader text, char separator, bool hasLineBreaks = true)
    {
        _text = text;
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
                OnMalformedRecord = record => IsBroken |= record.Reason == CsvMalformedReason.UnterminatedQuote,
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
            return !IsBroken;
        }
        catch (CsvFormatException error)
        {
            (IsBroken, Line) = (true, (int)error.LineNumber);
            return false;
        }
    }

    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
    }
}
