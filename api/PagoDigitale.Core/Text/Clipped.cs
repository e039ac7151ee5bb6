using System.Diagnostics.CodeAnalysis;

namespace PagoDigitale.Core.Text;

/// <summary>
/// Texts of a bounded length, never cut inside a surrogate pair: half of one is no text to UTF-8, hence to the database and to XML.
/// Whatever shortens a text goes through here.
/// </summary>
public static class Clipped
{
    private const char Ellipsis = '…';
    private const char Unreadable = '\ufffd';

    /// <summary>What the text begins with.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? To(string? text, int lengthMax) => text is null || text.Length <= lengthMax ? text : text[..End(text, lengthMax)];

    /// <summary>What the text begins with, for a person: an ellipsis says that there is more, and counts.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? WithEllipsis(string? text, int lengthMax) =>
        text is null || text.Length <= lengthMax ? text : string.Concat(text.AsSpan(0, End(text, lengthMax - 1)), [Ellipsis]);

    /// <summary>
    /// Halves of pairs that stand alone already, as an escape in a workbook makes them, become what stands for any lost letter.
    /// </summary>
    public static string WithoutHalves(string text)
    {
        var at = FindHalf(text, 0);
        if (at < 0)
            return text;
        var whole = text.ToCharArray();
        for (; at >= 0; at = FindHalf(text, at + 1))
            whole[at] = Unreadable;
        return new(whole);
    }

    private static int FindHalf(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]))
                return i;
        return -1;
    }

    private static int End(string text, int lengthMax) =>
        lengthMax > 0 && char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax;
}
