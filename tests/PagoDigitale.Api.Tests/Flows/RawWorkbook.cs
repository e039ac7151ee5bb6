using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>A sheet as XML: what spreadsheets write and libraries do not let one say.</summary>
public sealed record RawSheet(string Name, string State, string Rows, string Before = "");

/// <summary>Builds .xlsx files of raw parts. Number formats are the styles 0 (none), 1 (date) and then those given.</summary>
public static class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static string Text(string text) =>
        $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>";

    public static string Number(string digits, int style = 0) => $"<c s=\"{style}\"><v>{digits}</v></c>";

    public static string Row(params string[] cells) => $"<row>{string.Concat(cells)}</row>";

    public static string Header(params string[] names) => Row([.. names.Select(Text)]);

    /// <summary>One visible sheet.</summary>
    public static byte[] Of(string rows, string[]? formats = null, string workbookPr = "") =>
        Of([new("Foglio1", "", rows)], formats, workbookPr);

    public static byte[] Of(RawSheet[] sheets, string[]? formats = null, string workbookPr = "")
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Write(
                archive,
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\">{workbookPr}<sheets>"
                    + string.Concat(
                        sheets.Select(
                            (s, i) =>
                                $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" "
                                + $"{(s.State.Length > 0 ? $"state=\"{s.State}\" " : "")}r:id=\"rId{i + 1}\"/>"
                        )
                    )
                    + "</sheets></workbook>"
            );
            Write(
                archive,
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + string.Concat(sheets.Select((_, i) => Relationship(i + 1, "worksheet", $"worksheets/sheet{i + 1}.xml")))
                    + Relationship(99, "styles", "styles.xml")
                    + "</Relationships>"
            );
            Write(archive, "xl/styles.xml", Styles(formats ?? []));
            for (var i = 0; i < sheets.Length; i++)
                Write(
                    archive,
                    $"xl/worksheets/sheet{i + 1}.xml",
                    $"<worksheet xmlns=\"{Main}\">{sheets[i].Before}<sheetData>{sheets[i].Rows}</sheetData></worksheet>"
                );
        }
        return stream.ToArray();
    }

    private static string Styles(string[] formats) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <styleSheet xmlns="{Main}"><numFmts count="{formats.Length}">{string.Concat(
                formats.Select((f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{SecurityElement.Escape(f)}\"/>")
            )}</numFmts>
            <fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
            <cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
            <cellXfs count="{formats.Length + 2}"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>{string.Concat(
                formats.Select((_, i) => $"<xf numFmtId=\"{200 + i}\" applyNumberFormat=\"1\"/>")
            )}</cellXfs></styleSheet>
            """
        );

    private static string Relationship(int id, string type, string target) =>
        $"<Relationship Id=\"rId{id}\" Type=\"{Office}/{type}\" Target=\"{target}\"/>";

    private static void Write(ZipArchive archive, string name, string content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
