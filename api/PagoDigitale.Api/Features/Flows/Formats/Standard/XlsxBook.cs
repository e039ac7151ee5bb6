using System.IO.Compression;
using System.Xml;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// Which sheet of a workbook is read: the first that whoever opens it sees. Of the others those that hold something, which may be
/// debts, are kept by name: the hidden ones and those that are seen.
/// </summary>
public sealed record XlsxBook(
    string SheetName,
    string PartName,
    bool IsFrom1904Unnoticed,
    IReadOnlyList<string> Hidden,
    IReadOnlyList<string> Unread
)
{
    private const string Workbook = "xl/workbook.xml";

    public static XlsxBook Read(ZipArchive archive, CancellationToken ct)
    {
        var sheets = new List<(string Name, string? State, string? Relation)>();
        var from1904 = "";
        Each(
            archive,
            Workbook,
            xml =>
            {
                if (xml.LocalName == "workbookPr")
                    from1904 = Attribute(xml, "date1904") ?? "";
                else if (xml.LocalName == "sheet" && Attribute(xml, "name") is { } name)
                    sheets.Add((name, Attribute(xml, "state"), Attribute(xml, "id")));
            }
        );
        var parts = Worksheets(archive);
        var tables = sheets.Where(s => s.Relation is not null && parts.ContainsKey(s.Relation)).ToList();
        if (tables.Count == 0)
            throw XlsxGuard.Unreadable();
        var shown = tables.FindIndex(s => !IsHidden(s.State));
        if (shown < 0)
            throw new FlowFileException("no-visible-sheet", FlowFileTexts.AllSheetsHidden, FlowFileTexts.ShowSheet);
        var others = tables
            .Where((t, i) => i != shown && HoldsSomething(archive, parts[t.Relation!], ct))
            .ToLookup(t => IsHidden(t.State), t => t.Name);
        // The reader of cells knows the spelling "1" only; xsd:boolean has "true" as well, and LibreOffice writes it.
        var isFrom1904Unnoticed = from1904.Trim() is "true" || (from1904.Trim() == "1" && from1904 != "1");
        return new(tables[shown].Name, parts[tables[shown].Relation!], isFrom1904Unnoticed, [.. others[true]], [.. others[false]]);
    }

    private static bool IsHidden(string? state) => state is "hidden" or "veryHidden";

    /// <summary>A value, a text or a formula: formats alone, however far they go, are an empty sheet.</summary>
    private static bool HoldsSomething(ZipArchive archive, string part, CancellationToken ct)
    {
        using var content = (archive.GetEntry(part) ?? throw XlsxGuard.Unreadable()).Open();
        using var xml = XmlReader.Create(content, XlsxShape.Settings);
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" or "f", IsEmptyElement: false })
                return true;
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "row")
                ct.ThrowIfCancellationRequested();
        return false;
    }

    private static Dictionary<string, string> Worksheets(ZipArchive archive)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        Each(
            archive,
            "xl/_rels/workbook.xml.rels",
            xml =>
            {
                if (
                    xml.LocalName == "Relationship"
                    && Attribute(xml, "Type")?.EndsWith("/worksheet", StringComparison.Ordinal) == true
                    && Attribute(xml, "Id") is { } id
                    && Attribute(xml, "Target") is { } target
                )
                    parts[id] = target.StartsWith('/') ? target[1..] : $"xl/{target}";
            }
        );
        return parts;
    }

    private static void Each(ZipArchive archive, string part, Action<XmlReader> look)
    {
        using var content = (archive.GetEntry(part) ?? throw XlsxGuard.Unreadable()).Open();
        using var xml = XmlReader.Create(content, XlsxShape.Settings);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element)
                look(xml);
    }

    /// <summary>By its local name: the prefix of relationships differs between the two flavours of the format.</summary>
    private static string? Attribute(XmlReader xml, string name)
    {
        string? value = null;
        if (xml.MoveToFirstAttribute())
        {
            do value = xml.LocalName == name ? xml.Value : value;
            while (xml.MoveToNextAttribute());
            xml.MoveToElement();
        }
        return value;
    }
}
