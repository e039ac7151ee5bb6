using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// What the reader of cells keeps to itself, read beside it from the same sheet, forward only: rows and columns that are hidden,
/// cells that hold an error, formulas that were saved without a result.
/// </summary>
public sealed class XlsxMarks : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly Stream _content;
    private readonly XmlReader _xml;
    private readonly List<(int From, int To)> _hiddenColumns = [];
    private readonly List<(int Column, string Text)> _errors = [];
    private int _row;
    private bool _isHidden;

    public XlsxMarks(string path, string part)
    {
        _archive = ZipFile.OpenRead(path);
        _content = (_archive.GetEntry(part) ?? throw XlsxGuard.Unreadable()).Open();
        _xml = XmlReader.Create(_content, XlsxShape.Settings);
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "sheetData"))
            if (
                _xml.NodeType == XmlNodeType.Element
                && _xml.LocalName == "col"
                && IsTrue("hidden")
                && int.TryParse(_xml.GetAttribute("min"), out var from)
                && int.TryParse(_xml.GetAttribute("max"), out var to)
            )
                _hiddenColumns.Add((from - 1, to - 1));
    }

    public bool IsColumnHidden(int column) => _hiddenColumns.Exists(h => h.From <= column && column <= h.To);

    /// <summary>Whether the row is hidden, and its cells without a value. Rows are asked for in their order.</summary>
    public (bool IsHidden, IReadOnlyList<(int Column, string Text)> Errors) Of(int row)
    {
        while (_row < row && ReadRow()) { }
        return _row == row ? (_isHidden, _errors) : (false, []);
    }

    public void Dispose()
    {
        _xml.Dispose();
        _content.Dispose();
        _archive.Dispose();
    }

    private bool ReadRow()
    {
        while (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "row")
            if (!_xml.Read())
            {
                _row = int.MaxValue;
                return false;
            }
        _errors.Clear();
        _row = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : _row + 1;
        _isHidden = IsTrue("hidden");
        var depth = _xml.Depth;
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return true;
        }
        var column = -1;
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth <= depth))
            if (_xml.NodeType == XmlNodeType.Element && _xml.LocalName == "c")
                ReadCell(column = ColumnOf(_xml.GetAttribute("r")) ?? column + 1);
        return true;
    }

    private void ReadCell(int column)
    {
        var type = _xml.GetAttribute("t");
        var depth = _xml.Depth;
        if (_xml.IsEmptyElement)
            return;
        var (isFormula, value) = (false, "");
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth <= depth))
            switch (_xml.NodeType, _xml.LocalName)
            {
                case (XmlNodeType.Element, "f"):
                    isFormula = true;
                    break;
                case (XmlNodeType.Element, "v") when type == "e" || isFormula:
                    value = ReadText();
                    break;
            }
        if (type == "e")
            _errors.Add((column, CellErrors.IsError(value) ? value : "#N/A"));
        // Of a formula whose result is a text, an empty value is the empty text.
        else if (isFormula && type != "str" && string.IsNullOrWhiteSpace(value))
            _errors.Add((column, CellErrors.FormulaWithoutValue));
    }

    private string ReadText()
    {
        if (_xml.IsEmptyElement)
            return "";
        var (text, depth) = ("", _xml.Depth);
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth <= depth))
            text += _xml.Value;
        return text;
    }

    private bool IsTrue(string attribute) => _xml.GetAttribute(attribute)?.Trim() is "1" or "true";

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var character in reference ?? "")
            if (char.IsAsciiLetterUpper(character) && column <= Sheets.ColumnsMax)
                column = (column * 26) + (character - 'A' + 1);
            else
                break;
        return column is 0 or > Sheets.ColumnsMax ? null : column - 1;
    }
}
