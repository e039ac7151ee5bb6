using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Files;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// The first visible sheet of a workbook, read forward only. Cells become the text a person would have typed in a CSV, which is
/// what they show: a workbook means what it shows.
/// </summary>
public sealed class XlsxSheet : ISheet
{
    /// <summary>From 1 January 1900 to 1 January 1904 (ECMA-376 18.17.4.1).</summary>
    private const int DaysTo1904 = 1462;

    /// <summary>The most a name of a sheet has.</summary>
    private const int NameLengthMax = 31;

    /// <summary>A warning has room for this many names.</summary>
    private const int SheetsNamedMax = 10;

    /// <summary>Of the names of columns together: a warning has 500 characters, and the sentence around them needs some.</summary>
    private const int ColumnsLengthMax = 450;

    private const int HeaderLengthMax = 60;

    private readonly FileStream _file;
    private readonly IExcelDataReader _reader;
    private readonly XlsxBook _book;
    private readonly XlsxMarks _marks;
    private readonly List<FlowWarning> _warnings = [];

    private XlsxSheet(FileStream file, IExcelDataReader reader, XlsxBook book, XlsxMarks marks)
    {
        (_file, _reader, _book, _marks) = (file, reader, book, marks);
        WarnOf(book.Hidden, "hidden-sheet", FlowFileTexts.HiddenSheet, FlowFileTexts.HiddenSheets, FlowFileTexts.ShowRightSheet);
        WarnOf(book.Unread, "sheet-not-read", FlowFileTexts.UnreadSheet, FlowFileTexts.UnreadSheets, FlowFileTexts.SendSheetAlone);
    }

    public char Delimiter => ';';

    public bool IsUnicode => true;

    public IReadOnlyList<FlowWarning> Warnings => _warnings;

    public static XlsxSheet Open(string path, CancellationToken ct)
    {
        XlsxGuard.Check(path, ct);
        // Looked up first: the configuration wants Windows-1252 as soon as it is made, and only this lookup makes it known.
        var fallback = TextEncodings.Windows1252;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        XlsxMarks? marks = null;
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var book = XlsxBook.Read(archive, ct);
            marks = new XlsxMarks(path, book.PartName);
            var reader = ExcelReaderFactory.CreateOpenXmlReader(
                file,
                new ExcelReaderConfiguration { FallbackEncoding = fallback, LeaveOpen = true }
            );
            while (reader.Name != book.SheetName)
                if (!reader.NextResult())
                    throw XlsxGuard.Unreadable();
            return new XlsxSheet(file, reader, book, marks);
        }
        catch (Exception error)
        {
            marks?.Dispose();
            file.Dispose();
            if (IsOfTheFile(error))
                throw XlsxGuard.Unreadable();
            throw;
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
            var marks = Guarded(() => _marks.Of(number));
            var cells = Cells(number, columns, shown, marks.Errors);
            var unshown = Guarded(() => Enumerable.Range(0, Math.Min(cells.Length, columns)).Where(IsUnshown).ToList());
            if (number == 1)
            {
                shown = cells.Length;
                WarnOfHiddenColumns(cells);
            }
            yield return new SheetRow(number, cells, Original(cells), Math.Min((double)number / total, 1), marks.IsHidden)
            {
                Unshown = unshown,
            };
        }
    }

    public void Dispose()
    {
        _marks.Dispose();
        _reader.Dispose();
        _file.Dispose();
    }

    /// <summary>Up to the last cell that holds something, and at least the <paramref name="shown"/> of the header.</summary>
    private string?[] Cells(int number, int columns, int shown, IReadOnlyList<(int Column, string Text)> errors)
    {
        var length = columns;
        var least = Math.Max(shown, errors.Count == 0 ? 0 : errors.Max(e => e.Column) + 1);
        while (length > least && string.IsNullOrWhiteSpace(Text(length - 1)))
            length--;
        if (length > Sheets.ColumnsMax)
            throw XlsxGuard.TooWide(FlowFileTexts.ValueFarRight.With(number, length));
        var cells = new string?[Math.Max(length, least)];
        for (var i = 0; i < length; i++)
            cells[i] = Text(i);
        foreach (var (column, text) in errors)
            cells[column] = text;
        return cells;
    }

    private bool IsUnshown(int column) =>
        _reader.GetValue(column) switch
        {
            double number => ShownNumber.ShowsNothing(number, _reader.GetNumberFormatString(column)),
            int number => ShownNumber.ShowsNothing(number, _reader.GetNumberFormatString(column)),
            _ => false,
        };

    private string? Text(int column) =>
        Guarded(() => _reader.GetValue(column)) switch
        {
            null => null,
            string text => Clipped.To(text, Sheets.CellLengthMax),
            double number => ShownNumber.Text(number, _reader.GetNumberFormatString(column)),
            int number => ShownNumber.Text(number, _reader.GetNumberFormatString(column)),
            DateTime date => DateOnly
                .FromDateTime(_book.IsFrom1904Unnoticed ? date.AddDays(DaysTo1904) : date)
                .ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
            bool flag => flag ? "VERO" : "FALSO",
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString(),
        };

    private void WarnOf(IReadOnlyList<string> sheets, string code, Wording one, Wording several, Wording remedy)
    {
        if (sheets.Count == 0)
            return;
        var names = sheets.Take(SheetsNamedMax).Select(n => $"'{Clipped.To(n, NameLengthMax)}'");
        var read = Clipped.To(_book.SheetName, NameLengthMax);
        var message =
            sheets.Count > SheetsNamedMax ? several.With(FlowFileTexts.AndMoreSheets.With(names, sheets.Count - SheetsNamedMax), read)
            : sheets.Count > 1 ? several.With(names, read)
            : one.With(names, read);
        _warnings.Add(FlowWarning.Of(code, message, remedy));
    }

    private void WarnOfHiddenColumns(string?[] header)
    {
        var hidden = Enumerable
            .Range(0, header.Length)
            .Where(i => _marks.IsColumnHidden(i) && !string.IsNullOrWhiteSpace(header[i]))
            .ToList();
        if (hidden.Count > 0)
            _warnings.Add(
                FlowWarning.Of("hidden-column", FlowFileTexts.HiddenColumns.With(Fitting(hidden.Select(Named))), FlowFileTexts.ShowColumns)
            );

        string Named(int i) => $"'{Clipped.WithEllipsis(header[i]!.Trim(), HeaderLengthMax)}' ({CellErrors.Reference(i, 1)})";
    }

    private static IEnumerable<string> Fitting(IEnumerable<string> names)
    {
        var room = ColumnsLengthMax;
        foreach (var name in names)
        {
            room -= name.Length + 2;
            if (room < 0)
            {
                yield return "…";
                yield break;
            }
            yield return name;
        }
    }

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
    private static bool IsOfTheFile(Exception error) =>
        error
            is ExcelReaderException
                or XmlException
                or InvalidDataException
                or FormatException
                or KeyNotFoundException
                or ArgumentException
                or NullReferenceException
                or IndexOutOfRangeException
                or InvalidOperationException
                or OverflowException;
}
