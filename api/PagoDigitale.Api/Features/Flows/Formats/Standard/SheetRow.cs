namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// One row of a file as text. <paramref name="Number"/>: the header is row 1. <paramref name="Position"/>: how much of the file has
/// been read, 0 to 1. <paramref name="IsHidden"/>: whoever opens the workbook does not see it.
/// </summary>
public readonly record struct SheetRow(int Number, string?[] Cells, string Original, double Position, bool IsHidden = false)
{
    /// <summary>Cells whose number format shows nothing of the number they hold, from 0.</summary>
    public IReadOnlyList<int> Unshown { get; init; } = [];
}

/// <summary>A file that has been recognised, read forward only; the first row is the header.</summary>
public interface ISheet : IDisposable
{
    /// <summary>What separates the cells in <see cref="SheetRow.Original"/>.</summary>
    char Delimiter { get; }

    /// <summary>No other encoding than the one it was read in is possible: a workbook, or text that is valid UTF-8 or UTF-16.</summary>
    bool IsUnicode { get; }

    /// <summary>What whoever sent the file may not know of it.</summary>
    IReadOnlyList<FlowWarning> Warnings { get; }

    IEnumerable<SheetRow> Rows();
}

public static class Sheets
{
    public const int CellLengthMax = 4000;

    /// <summary>
    /// Far more than the layout has; spreadsheets leave empty cells thousands of columns to the right, which count for nothing.
    /// </summary>
    public const int ColumnsMax = 256;

    /// <summary>Told by the content: names and media types lie. The encoding too, unless the caller says it.</summary>
    public static ISheet Open(string path, string? encoding, CancellationToken ct)
    {
        Span<byte> start = stackalloc byte[8];
        int length;
        using (var file = File.OpenRead(path))
            length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (length == 0)
            throw new FlowFileException("file-empty", FlowFileTexts.Empty, FlowFileTexts.ExportAgain);
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8))
            return XlsxSheet.Open(path, ct);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0]))
            throw new FlowFileException("xls-not-supported", FlowFileTexts.OldWorkbook, FlowFileTexts.SaveOpen);
        return CsvSheet.Open(path, encoding, ct);
    }
}
