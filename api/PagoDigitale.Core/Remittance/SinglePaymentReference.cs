using System.Globalization;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Finds <c>/RFS/</c>, <c>/RFB/</c> or <c>/RFA/</c> with the IUV of one payment and, at times, its amount with a decimal point.
/// Check digits of RF references are not demanded: PSPs pass on what they were given.
/// </summary>
internal static class SinglePaymentReference
{
    private const int DigitsMin = 15;
    private const int DigitsMax = 17;
    private const int CreditorReferenceMin = 5;
    private const int CreditorReferenceMax = 25;

    public static RemittanceReference? Find(RemittanceText text)
    {
        for (var index = 0; (index = text.IndexOf("RF", index)) >= 0; index++)
        {
            if (char.ToUpperInvariant(text[index + 2]) is not ('S' or 'B' or 'A'))
                continue;
            // "RF" inside a word ("PERFSO") is no tag.
            if (char.IsAsciiLetterOrDigit(text[index - 1]) && !text.IsAfterSpace(index))
                continue;
            if (Read(text, index + 3) is { } found)
                return found;
        }
        return null;
    }

    private static RemittanceReference? Read(RemittanceText text, int tagEnd)
    {
        var hasSlash = text[tagEnd] == '/';
        var start = text[tagEnd] is '/' or '.' or ':' ? tagEnd + 1 : tagEnd;
        var isCreditorReference = text.IsAt("RF", start) && char.IsAsciiDigit(text[start + 2]);
        var end = isCreditorReference ? EndOfCreditorReference(text, start) : EndOfDigits(text, start);
        if (end < 0)
            return null;
        // The official form of an RF reference is in groups of four: those spaces are no damage.
        var isBroken = !hasSlash || (text.HasSpaceWithin(start, end) && !(isCreditorReference && IsInGroupsOfFour(text, start, end)));
        var confidence = isBroken ? RemittanceConfidence.Repaired : RemittanceConfidence.Exact;
        return new RemittanceReference(RemittanceKind.Iuv, text.Text(start, end), confidence, Amount(text, end));
    }

    private static int EndOfDigits(RemittanceText text, int start)
    {
        var end = text.EndOfRun(start, char.IsAsciiDigit);
        while (end > start && end - start < DigitsMin && char.IsAsciiDigit(text[end]))
            end = text.EndOfRun(end, char.IsAsciiDigit);
        var goesOn = char.IsAsciiLetterOrDigit(text[end]) && !text.IsAfterSpace(end);
        return !goesOn && end - start is >= DigitsMin and <= DigitsMax ? end : -1;
    }

    private static int EndOfCreditorReference(RemittanceText text, int start)
    {
        // A line may break anywhere: when all that follows verifies as one reference, it is one.
        var all = start;
        while (all - start <= CreditorReferenceMax && char.IsAsciiLetterOrDigit(text[all]))
            all++;
        if (CreditorReference.TryParse(text.Text(start, all), out _))
            return all;
        var end = text.EndOfRun(start, char.IsAsciiLetterOrDigit);
        var lastGroup = end - start;
        // Groups of four: a full group may be followed by another one, a shorter group is the last.
        while (lastGroup == 4 && char.IsAsciiLetterOrDigit(text[end]))
        {
            var next = text.EndOfRun(end, char.IsAsciiLetterOrDigit);
            var isWord = !text.Span[end..next].ContainsAnyInRange('0', '9');
            if (isWord || next - end > 4 || next - start > CreditorReferenceMax)
                break;
            lastGroup = next - end;
            end = next;
        }
        return end - start is >= CreditorReferenceMin and <= CreditorReferenceMax ? end : -1;
    }

    private static bool IsInGroupsOfFour(RemittanceText text, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (text.IsAfterSpace(i) != ((i - start) % 4 == 0))
                return false;
        }
        return true;
    }

    /// <summary>
    /// The segment after the reference, when it is an amount: digits, a point, one or two digits. Without the point it may be
    /// anything, a date for one.
    /// </summary>
    private static long? Amount(RemittanceText text, int index)
    {
        if (text[index] != '/')
            return null;
        var start = index + 1;
        var point = text.EndOfRun(start, char.IsAsciiDigit);
        if (point - start is 0 or > 9 || text[point] is not ('.' or ','))
            return null;
        var end = text.EndOfRun(point + 1, char.IsAsciiDigit);
        var decimals = end - point - 1;
        var isWholeSegment = end >= text.Length || text[end] == '/' || text.IsAfterSpace(end);
        if (decimals is not (1 or 2) || !isWholeSegment)
            return null;
        var euros = long.Parse(text.Span[start..point], CultureInfo.InvariantCulture);
        var cents = (text[point + 1] - '0') * 10 + (decimals == 2 ? text[point + 2] - '0' : 0);
        return euros * 100 + cents;
    }
}
