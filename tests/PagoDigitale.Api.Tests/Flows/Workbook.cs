using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Builds .xlsx files: strings stay text, numbers become numeric cells, <see cref="DateOnly"/> date cells.</summary>
public static class Workbook
{
    public static byte[] Of(params object?[][] rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(rows.Select(r => new Row(r.Select(Cell)))));
            workbook.Workbook.AppendChild(
                new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                    new Sheet
                    {
                        Id = workbook.GetIdOfPart(sheet),
                        SheetId = 1,
                        Name = "Dovuti",
                    }
                )
            );
            workbook.Workbook.Save();
        }
        return stream.ToArray();
    }

    /// <summary>Every cell of the first sheet as text; fails where one is something else.</summary>
    public static List<string[]> Texts(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        return
        [
            .. sheet
                .Descendants<Row>()
                .Select(r =>
                    r.Elements<Cell>()
                        .Select(c =>
                            c.DataType?.Value == CellValues.InlineString || c.CellValue is null
                                ? c.InlineString?.InnerText ?? ""
                                : throw new InvalidOperationException($"{c.CellReference} is no text: {c.OuterXml}")
                        )
                        .ToArray()
                ),
        ];
    }

    private static Cell Cell(object? value) =>
        value switch
        {
            null => new Cell(),
            string text => new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) },
            DateOnly date => new Cell
            {
                StyleIndex = 1,
                CellValue = new CellValue(date.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)),
            },
            // Written as given: the test decides the digits of the number in the file.
            Number number => new Cell { CellValue = new CellValue(number.Digits) },
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };

    private static Stylesheet Styles() =>
        new(
            new Fonts(new Font()),
            new Fills(new Fill()),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true })
        );
}

public sealed record Number(string Digits);
