using System.Text;
using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Documents;

/// <summary>
/// What our typefaces can print: each character has a glyph, of its own or of its plain letter, in the normal face and in the
/// bold one. The rest would come out as a question mark on a paper that a debtor pays by.
/// </summary>
public static class PrintableText
{
    /// <summary>The first character that could not be printed, and its number (<c>U+0418</c>); null when there is none.</summary>
    public static string? FindUnprintable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Most texts of a big file are plain ASCII, and both faces have all of it.
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return null;
        foreach (var rune in Latin.Line(text, keepsPairs: true).EnumerateRunes())
        {
            if (!rune.IsBmp || !PdfFonts.Text.Shows((char)rune.Value) || !PdfFonts.TextBold.Shows((char)rune.Value))
                return $"{rune} (U+{rune.Value:X4})";
        }
        return null;
    }
}
