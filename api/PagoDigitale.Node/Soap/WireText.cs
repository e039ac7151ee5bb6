using System.Text;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Node.Soap;

/// <summary>
/// Makes any text acceptable to XML 1.0 and to the length limits of the schema. Those count code points, but common
/// validators count UTF-16 units: what is read may be as long as the first, what is written never exceeds the second.
/// </summary>
internal static class WireText
{
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsLowSurrogate(c))
                count++;
        }

        return count;
    }

    /// <summary>Drops characters that XML 1.0 section 2.2 forbids, turns line breaks into spaces, trims.</summary>
    public static string Clean(string text)
    {
        foreach (var c in text)
        {
            if (c < ' ' || c >= '\ud800')
                return Rewrite(text);
        }

        return text.Trim();
    }

    public static string Clip(string text, int lengthMax) => Clipped.To(Clean(text), lengthMax).TrimEnd();

    private static string Rewrite(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\t' or '\n' or '\r')
            {
                kept.Append(' ');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                kept.Append(c).Append(text[++i]);
            }
            else if (c >= ' ' && !char.IsSurrogate(c) && c < '\ufffe')
            {
                kept.Append(c);
            }
        }

        return kept.ToString().Trim();
    }
}
