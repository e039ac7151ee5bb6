using System.Globalization;
using System.Text;

namespace PagoDigitale.Core.Text;

/// <summary>
/// Texts that people will read on a notice, in a bank statement or in the node's XML. Characters that nobody sees (controls,
/// zero-width, direction marks, soft hyphens, fillers, tags, noncharacters, halves of a surrogate pair) get in by copy and
/// paste: they make equal names different, turn amounts around on paper and cannot be written in XML.
/// </summary>
public static class PlainText
{
    public static bool IsPlain(string text) => FindHidden(text) is null;

    /// <summary>The first character nobody would see, written like <c>U+200B</c>; null when there is none.</summary>
    public static string? FindHidden(string text)
    {
        // Most texts of a big file are plain ASCII: they are told without looking at each character by itself.
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            return null;
        for (var at = 0; at < text.Length; )
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
                return Number(text[at]);
            if (IsHidden(rune))
                return Number(rune.Value);
            at += rune.Utf16SequenceLength;
        }
        return null;
    }

    /// <summary>The text without what nobody sees in it.</summary>
    public static string Without(string text)
    {
        if (IsPlain(text))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
            if (!Rune.TryGetRuneAt(text, at, out var rune))
                at++;
            else
            {
                if (!IsHidden(rune))
                    plain.Append(rune);
                at += rune.Utf16SequenceLength;
            }
        return plain.ToString();
    }

    private static string Number(int character) => string.Create(CultureInfo.InvariantCulture, $"U+{character:X4}");

    // Categories: Unicode 16, §4.5 and chapter 23. Private use has no meaning that two readers share.
    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
        || IsNoncharacter(rune.Value)
        || IsIgnorable(rune.Value);

    // §23.7: the last two of every plane, and 32 more.
    private static bool IsNoncharacter(int c) => (c & 0xFFFE) == 0xFFFE || c is >= 0xFDD0 and <= 0xFDEF;

    // Default_Ignorable_Code_Point (DerivedCoreProperties.txt) beyond the category of formats: the grapheme joiner, fillers of
    // Hangul and Khmer, variation selectors, places kept for more of the kind. And the braille pattern without dots.
    private static bool IsIgnorable(int c) =>
        c
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2065
                or 0x2800
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFF8)
                or (>= 0xE0000 and <= 0xE0FFF);
}
