using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PagoDigitale.Quickstart.Members;

/// <summary>Writes the spreadsheet a secretary would send: one sheet, titles, then a row for each member.</summary>
public static class MembersWorkbook
{
    private const uint PlainStyle = 0;
    private const uint AmountStyle = 1;
    private const uint DateStyle = 2;

    // ECMA-376, 18.8.30: the built-in formats 0.00 and short date.
    private const uint TwoDecimalsFormat = 2;
    private const uint DateFormat = 14;

    public static byte[] Write(IEnumerable<SheetLine> lines)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            var rows = new SheetData();
            rows.Append(new Row(SheetLine.Titles.Select(Text)));
            foreach (var line in lines)
                rows.Append(new Row(line.Cells.Select(Cell)));
            sheet.Worksheet = new Worksheet(rows);
            workbook.Workbook.AppendChild(
                new Sheets(
                    new Sheet
                    {
                        Id = workbook.GetIdOfPart(sheet),
                        SheetId = 1,
                        Name = "Quote",
                    }
                )
            );
        }
        return file.ToArray();
    }

    private static Cell Cell(object value) =>
        value switch
        {
            int number => Number(number, PlainStyle),
            decimal number => Number(number, AmountStyle),
            DateOnly date => Number((decimal)date.ToDateTime(TimeOnly.MinValue).ToOADate(), DateStyle),
            _ => Text((string)value),
        };

    private static Cell Number(decimal value, uint style) =>
        new() { CellValue = new CellValue(value.ToString(CultureInfo.InvariantCulture)), StyleIndex = style };

    private static Cell Text(string value) =>
        value.Length == 0 ? new Cell() : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(value)) };

    private static Stylesheet Styles() =>
        new(
            new Fonts(new Font()),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
            ),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { NumberFormatId = TwoDecimalsFormat, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = DateFormat, ApplyNumberFormat = true }
            )
        );
}
