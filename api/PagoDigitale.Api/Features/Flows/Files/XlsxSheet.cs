using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace PagoDigitale.Api.Features.Flows.Files;

/// <summary>The first sheet of a workbook, read forward only. Cells become the text a person would have typed in a CSV.</summary>
public sealed class XlsxSheet : ISheet
{
    private readonly FileStream _file;
    private readonly IExcelDataReader _reader;

    private XlsxSheet(FileStream file, IExcelDataReader reader) => (_file, _reader) = (file, reader);

    public char Delimiter => ';';

    public static XlsxSheet Open(string path, CancellationToken ct)
    {
        XlsxGuard.Check(path, ct);
        // Looked up first: the configuration wants Windows-1252 as soon as it is made, and only this lookup makes it known.
        var fallback = TextEncoding.Windows1252;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return new XlsxSheet(file, ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { FallbackEncoding = fallback, LeaveOpen = true }));
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
            file.Dispose();
            throw XlsxGuard.Unreadable();
        }
    }

    public IEnumerable<SheetRow> Rows()
    {
        // Known from a first pass, before room is made for any row.
        var (columns, rows) = Guarded(() => (_reader.FieldCount, _reader.RowCount));
        XlsxGuard.CheckSize(columns, rows);
        var total = Math.Max(rows, 1);
        var shown = 0;
        for (var number = 1; Guarded(_reader.Read); number++)
        {
            var cells = Cells(number, columns, shown);
            if (number == 1)
                shown = cells.Length;
            yield return new SheetRow(number, cells, Original(cells), Math.Min((double)number / total, 1));
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _file.Dispose();
    }

    /// <summary>Up to the last cell that holds something, and at least the <paramref name="shown"/> of the header.</summary>
    private string?[] Cells(int number, int columns, int shown)
    {
        var length = columns;
        while (length > shown && string.IsNullOrWhiteSpace(Text(_reader.GetValue(length - 1))))
            length--;
        if (length > Sheets.ColumnsMax)
            throw XlsxGuard.TooWide($"row {number} has a value in column {length}");
        var cells = new string?[length];
        for (var i = 0; i < length; i++)
            cells[i] = Text(_reader.GetValue(i));
        return cells;
    }

    /// <summary>
    /// A number is written with the shortest digits that give it back exactly, and with a decimal comma: 234.567 as text would
    /// read as thousands. What has more than two decimals is then refused as an amount, never rounded.
    /// </summary>
    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text.Length <= Sheets.CellLengthMax ? text : text[..Sheets.CellLengthMax],
        double number when double.IsFinite(number) && Math.Abs(number) < 1e15 =>
            decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture).Replace('.', ','),
        DateTime date => DateOnly.FromDateTime(date).ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
        bool flag => flag ? "VERO" : "FALSO",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Original(string?[] cells)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                text.Append(';');
            CsvText.Append(text, cells[i] ?? "", ';');
        }
        return text.ToString();
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
            throw XlsxGuard.Unreadable();
        }
    }

    /// <summary>What the reader throws on broken workbooks; anything else is a bug and stays one.</summary>
    private static bool IsOfTheFile(Exception error) => error is ExcelReaderException or XmlException or InvalidDataException or FormatException
        or KeyNotFoundException or ArgumentException or NullReferenceException or IndexOutOfRangeException or InvalidOperationException or OverflowException;
}
