using System.Text;
using Unicode = System.Text.Unicode.Utf8;

namespace PagoDigitale.Core.Text;

/// <summary>
/// What a text was probably meant to be, and the encoding it was probably written in; null where a character is lost for good.
/// </summary>
public sealed record TextDoubt(string? Proposal, string? Encoding);

/// <summary>
/// Finds texts read in the wrong encoding. They are valid, only odd: <c>Nicol•</c> is <c>Nicolò</c> of a DOS program, <c>Forl“</c>
/// is <c>Forlì</c> of a Mac, <c>CittÃ</c> with a hard space is UTF-8 read as Windows. Charset detectors weigh whole pages and say
/// nothing useful of one name, so every reading of the same bytes is judged by what Italian names look like (decision 0015).
/// </summary>
public static class DoubtfulText
{
    public const string Utf8 = "utf-8";
    public const string Ibm850 = "ibm850";
    public const string Macintosh = "macintosh";

    private const string Italian = "àèéìíòóùúÀÈÉÌÍÒÓÙÚ";
    private const string OtherLetters = "áâãäåæçêëîïñôõöøœßûüÿšžýÁÂÃÄÅÆÇÊËÎÏÑÔÕÖØŒÛÜŸŠŽÝ";
    private const string Harmless = "’‘“”«»°ºª§€–—…·\u00a0";
    private const int Odd = 3;

    private static readonly (char Open, char Close)[] Quotes = [('“', '”'), ('«', '»'), ('‘', '’')];

    private static readonly Encoding Windows1252 = CodePage(1252);
    private static readonly (string Name, Encoding Encoding)[] SingleByte = [(Ibm850, CodePage(850)), (Macintosh, CodePage(10000))];

    /// <summary>Null when nothing speaks against the text.</summary>
    /// <param name="isKnown">
    /// Its encoding is: the file is valid UTF-8, or the caller said which it is. What could as well be right is left alone then; only
    /// what no Italian text holds was misread before it was written.
    /// </param>
    public static TextDoubt? Look(string text, bool isKnown = false)
    {
        if (System.Text.Ascii.IsValid(text))
            return null;
        if (text.Contains('\ufffd', StringComparison.Ordinal))
            return new(null, null);
        if (Bytes(text) is not { } bytes)
            return null;
        if (FromUtf8(bytes) is { } utf8)
            return new(utf8, Utf8);
        var best = (Penalty: Penalty(text), Doubt: (TextDoubt?)null);
        if (isKnown && best.Penalty < Odd)
            return null;
        foreach (var (name, encoding) in SingleByte)
        {
            var other = encoding.GetString(bytes);
            if (best.Penalty > 0 && Penalty(other) is var penalty && penalty < best.Penalty)
                best = (penalty, new(other, name));
        }
        return best.Doubt;
    }

    /// <summary>The bytes the text had in Windows-1252; null when it cannot come from there.</summary>
    private static byte[]? Bytes(string text)
    {
        try
        {
            return Windows1252.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>By chance no text of Windows-1252 is valid UTF-8. Each text with an accent is asked, so no exception says it.</summary>
    private static string? FromUtf8(byte[] bytes) => Unicode.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>
    /// How unlike an Italian text this is: 0 for accents where Italians write them, more for foreign letters, much for symbols inside
    /// words.
    /// </summary>
    private static int Penalty(string text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] > 0x7f)
                sum += Penalty(text[i], i == 0 ? ' ' : text[i - 1], i == text.Length - 1 ? ' ' : text[i + 1]);
        // Alone, an opening sign is rather the capital that has its byte: “pera is Òpera.
        return sum
            + Quotes.Count(q => text.Contains(q.Open, StringComparison.Ordinal) && !text.Contains(q.Close, StringComparison.Ordinal));
    }

    private static int Penalty(char character, char before, char after)
    {
        if (!char.IsLetter(character) || character is 'º' or 'ª')
            return Harmless.Contains(character, StringComparison.Ordinal) ? OfSymbol(character, before, after) : Odd;
        var isItalian = Italian.Contains(character, StringComparison.Ordinal);
        if (!isItalian && !OtherLetters.Contains(character, StringComparison.Ordinal))
            return Odd;
        // A capital after a small letter; and a small foreign letter among capitals. NICOLò is what keyboards without capital accents give.
        if (
            char.IsUpper(character) && char.IsLower(before)
            || !isItalian && char.IsLower(character) && char.IsUpper(before) && !char.IsLower(after)
        )
            return Odd;
        // No Italian keyboard has this key, whatever the shift: FORLí is FORLÌ of a Mac. The é of ANDRé has one, and stays.
        if (character == 'í' && char.IsUpper(before) && !char.IsLower(after))
            return 1;
        // A word of one letter: È vero.
        if (isItalian && !char.IsLetter(before) && !char.IsLetter(after))
            return 0;
        // Italian accents close a word; elsewhere, and on other letters, they are foreign and may well be right.
        return isItalian && char.IsLetter(before) && !char.IsLetter(after) ? 0 : 1;
    }

    private static int OfSymbol(char symbol, char before, char after) =>
        symbol switch
        {
            '‘' or '“' or '«' or '·' when char.IsLetter(before) => Odd,
            '”' or '»' when char.IsLetter(after) => Odd,
            '–' or '—' or '…' when char.IsLetter(before) && symbol != '–' => 2,
            '…' when char.IsLetter(after) => 2,
            '§' or '€' or '°' when char.IsLetter(before) && char.IsLetter(after) => Odd,
            _ => 0,
        };

    private static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback)!;
}
