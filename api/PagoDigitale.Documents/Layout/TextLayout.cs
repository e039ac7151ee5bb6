using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Documents.Layout;

/// <summary>Clips and breaks texts so that they stay in their place whatever their length.</summary>
internal static class TextLayout
{
    private const char Ellipsis = '…';

    /// <summary>
    /// At most so many characters on one clean line; a longer text ends with an ellipsis, after a whole word when one is near.
    /// </summary>
    public static string Clip(string? text, int lengthMax)
    {
        var line = Latin.Line(text ?? "");
        if (line.Length <= lengthMax)
            return line;
        var end = lengthMax - 1;
        var space = line.LastIndexOf(' ', end);
        if (space > lengthMax * 2 / 3)
            end = space;
        return line[..end].TrimEnd(' ', ',', ';', ':', '-', '.') + Ellipsis;
    }

    /// <summary>
    /// Breaks a text at spaces, and inside words that are wider than the line. What exceeds the last line becomes an ellipsis.
    /// </summary>
    public static List<string> Wrap(PdfFont font, double size, double width, string? text, int linesMax)
    {
        var lines = new List<string>();
        var rest = Latin.Line(text ?? "").AsSpan();
        while (rest.Length > 0)
        {
            if (lines.Count == linesMax - 1 && font.Measure(rest, size) > width)
            {
                lines.Add(Shorten(font, size, width, rest));
                return lines;
            }
            var length = FittingLength(font, size, width, rest);
            lines.Add(rest[..length].TrimEnd().ToString());
            rest = rest[length..].TrimStart();
        }
        return lines;
    }

    /// <summary>The first style when the text then takes no more lines than wished, else the tighter one.</summary>
    public static TextStyle Fit(TextStyle wished, TextStyle tighter, double width, string text, int linesWished) =>
        Wrap(wished.Font, wished.Size, width, text, linesWished + 1).Count <= linesWished ? wished : tighter;

    private static int FittingLength(PdfFont font, double size, double width, ReadOnlySpan<char> text)
    {
        var (used, afterSpace) = (0d, 0);
        for (var i = 0; i < text.Length; i++)
        {
            used += font.Measure(text.Slice(i, 1), size);
            if (text[i] == ' ')
                afterSpace = i + 1;
            else if (used > width)
                return afterSpace > 0 ? afterSpace : Math.Max(1, i);
        }
        return text.Length;
    }

    private static string Shorten(PdfFont font, double size, double width, ReadOnlySpan<char> text)
    {
        var room = width - font.Measure([Ellipsis], size);
        var length = text.Length;
        while (length > 1 && font.Measure(text[..length], size) > room)
            length--;
        return text[..length].TrimEnd().ToString() + Ellipsis;
    }
}
