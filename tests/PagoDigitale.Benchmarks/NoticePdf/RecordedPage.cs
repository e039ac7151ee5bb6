using System.Globalization;
using System.Text;
using PagoDigitale.Documents.Pdf;
using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Benchmarks.NoticePdf;

/// <summary>A tagged piece of a page, or decoration where it has no tag.</summary>
public sealed record Piece(string? Tag, string? Alt, List<Dictionary<string, object>> Items);

/// <summary>
/// A page that our writer has drawn, read back as what was drawn: the runs of text with their places, rectangles, lines, outlines, squares
/// of codes and links. Whoever draws these draws the same page, and is spared the layout.
/// </summary>
internal sealed class RecordedPage
{
    private static readonly Dictionary<int, Dictionary<int, char>> Characters = PdfFonts.All.ToDictionary(f => f.Index, CharactersOf);

    private readonly Stack<object> _operands = new();
    private readonly List<Piece> _pieces = [];
    private readonly byte[] _content;
    private string _fill = "#000000";
    private string _stroke = "#000000";
    private int _at;

    private RecordedPage(byte[] content) => _content = content;

    public static List<Piece> Of(PdfPage page)
    {
        var recorded = new RecordedPage(page.Content.Written.ToArray());
        recorded.Read(page.Elements);
        return recorded._pieces;
    }

    private void Read(List<Documents.Pdf.PdfStructure.Element> elements)
    {
        (int Font, double Size) font = default;
        (double X, double Y) place = default;
        double[] matrix = [];
        double width = 0;
        var (pathStart, squares) = (0, new List<double[]>());
        List<double> line = [];
        while (Next() is { } token)
        {
            if (token is not Operator { Name: var name })
            {
                _operands.Push(token);
                continue;
            }
            var operands = _operands.Reverse().ToList();
            _operands.Clear();
            double Number(int i) => (double)operands[i];
            switch (name)
            {
                case "BDC":
                    var element = elements[(int)Number(1)];
                    _pieces.Add(new(((string)operands[0])[1..], element.Alternative, []));
                    if (element.Link is { } link)
                        Add(
                            "link",
                            ("x", link.Left),
                            ("y", link.Bottom),
                            ("width", link.Right - link.Left),
                            ("height", link.Top - link.Bottom),
                            ("target", link.Target)
                        );
                    break;
                case "BMC":
                    _pieces.Add(new(null, null, []));
                    break;
                case "rg" or "RG":
                    var color = $"#{Hex(Number(0))}{Hex(Number(1))}{Hex(Number(2))}";
                    (_fill, _stroke) = name == "rg" ? (color, _stroke) : (_fill, color);
                    break;
                case "Tf":
                    font = (((string)operands[0])[2..] is var index ? int.Parse(index, CultureInfo.InvariantCulture) : 0, Number(1));
                    break;
                case "Td":
                    place = (Number(0), Number(1));
                    break;
                case "Tj":
                    Add(
                        "text",
                        ("font", font.Font),
                        ("size", font.Size),
                        ("x", place.X),
                        ("y", place.Y),
                        ("text", Text(font.Font, (byte[])operands[0])),
                        ("fill", _fill)
                    );
                    break;
                case "cm":
                    (matrix, pathStart, squares, width) = ([.. operands.Cast<double>()], _at, [], 0);
                    break;
                case "w":
                    (width, pathStart) = (Number(0), _at);
                    break;
                case "j":
                    pathStart = _at;
                    break;
                case "re":
                    squares.Add([.. operands.Cast<double>()]);
                    break;
                case "m" or "l" when matrix.Length == 0:
                    line.AddRange([Number(0), Number(1)]);
                    break;
                case "f" or "S" when matrix.Length == 0:
                    if (name == "f")
                        Add(
                            "rectangle",
                            ("x", squares[0][0]),
                            ("y", squares[0][1]),
                            ("width", squares[0][2]),
                            ("height", squares[0][3]),
                            ("fill", _fill)
                        );
                    else
                        Add(
                            "line",
                            ("x", line[0]),
                            ("y", line[1]),
                            ("x2", line[2]),
                            ("y2", line[3]),
                            ("width", width),
                            ("stroke", _stroke)
                        );
                    squares.Clear();
                    line.Clear();
                    break;
                case "f" or "S":
                    var operators = Encoding.ASCII.GetString(_content, pathStart, _at - 1 - pathStart).Trim();
                    (string, object)[] shape = [("scaleX", matrix[0]), ("scaleY", matrix[3]), ("x", matrix[4]), ("y", matrix[5])];
                    if (name == "f" && squares.Count > 100)
                        Add("squares", [.. shape, ("squares", squares.ToList()), ("fill", _fill)]);
                    else if (name == "f")
                        Add("path", [.. shape, ("operators", operators), ("fill", _fill)]);
                    else
                        Add("path", [.. shape, ("operators", operators), ("width", width), ("stroke", _stroke)]);
                    break;
                case "Q":
                    (matrix, squares) = ([], []);
                    break;
                case "BT" or "ET" or "EMC" or "q" or "J" or "m" or "l" or "c" or "h":
                    break;
                default:
                    throw new InvalidOperationException($"A page has the operator {name}, which is not read back.");
            }
        }
    }

    private void Add(string kind, params (string Name, object Value)[] members)
    {
        var item = members.ToDictionary(m => m.Name, m => m.Value);
        item["kind"] = kind;
        _pieces[^1].Items.Add(item);
    }

    /// <summary>A name, a number, a string of glyphs or an operator.</summary>
    private object? Next()
    {
        while (_at < _content.Length && (char.IsWhiteSpace((char)_content[_at]) || _content[_at] is (byte)'<' or (byte)'>'))
            _at++;
        if (_at == _content.Length)
            return null;
        if (_content[_at] == '(')
            return Glyphs();
        var start = _at++;
        while (
            _at < _content.Length
            && !char.IsWhiteSpace((char)_content[_at])
            && _content[_at] is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'/')
        )
            _at++;
        var word = Encoding.ASCII.GetString(_content, start, _at - start);
        if (word[0] == '/')
            return word == "/MCID" ? Next() : word;
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : new Operator(word);
    }

    private byte[] Glyphs()
    {
        var bytes = new List<byte>();
        for (_at++; _content[_at] != ')'; _at++)
        {
            if (_content[_at] == '\\')
                bytes.Add(_content[++_at] == 'r' ? (byte)'\r' : _content[_at]);
            else
                bytes.Add(_content[_at]);
        }
        _at++;
        return [.. bytes];
    }

    private static string Text(int font, byte[] glyphs) => string.Concat(glyphs.Chunk(2).Select(g => Characters[font][(g[0] << 8) | g[1]]));

    private static Dictionary<int, char> CharactersOf(PdfFont font)
    {
        var characters = new Dictionary<int, char>();
        foreach (var c in Enumerable.Range(0x20, 0x2200 - 0x20).Select(code => (char)code).Where(font.Shows))
        {
            using var buffer = new PdfBuffer(16);
            font.Encode(c.ToString(), buffer, out _);
            var bytes = new RecordedPage([(byte)'(', .. buffer.Written, (byte)')']).Glyphs();
            characters.TryAdd((bytes[0] << 8) | bytes[1], c);
        }
        return characters;
    }

    private static string Hex(double part) => ((int)Math.Round(part * 255)).ToString("x2", CultureInfo.InvariantCulture);

    private sealed record Operator(string Name);
}
