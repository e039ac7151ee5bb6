using System.Globalization;
using System.Text;

namespace PagoDigitale.Core.Text;

/// <summary>
/// Texts that people will read on a notice, in a bank statement or in the node's XML. Characters that nobody sees (controls,
/// zero-width, direction marks, noncharacters, halves of a surrogate pair) get in by copy and paste: they make equal names
/// different, turn amounts around on paper and cannot be written in XML.
/// </summary>
public static class PlainText
{
    public static bool IsPlain(string text) => FindHidden(text) is null;

    /// <summary>The first character nobody would see, written like <c>U+200B</c>; null when there is none.</summary>
    public static string? FindHidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (IsHidden(character))
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}");
        }
        return null;
    }

    /// <summary>The text without what nobody sees in it.</summary>
    public static string Without(string text)
    {
        if (IsPlain(text))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Utf16SequenceLength == 2 || !IsHidden((char)rune.Value))
                plain.Append(rune);
        // A half of a surrogate pair is enumerated as the replacement character.
        return plain.Replace("\ufffd", "").ToString();
    }

    // Unicode 16, chapter 23: controls; zero-width and direction marks; line separators, embeddings; invisible operators and
    // isolates; byte order mark; noncharacters.
    private static bool IsHidden(char c) => char.IsControl(c) || char.IsSurrogate(c)
        || c is (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF' or '\uFFFE' or '\uFFFF';
}
