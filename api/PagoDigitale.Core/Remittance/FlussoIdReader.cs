namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Reads <c>yyyy-MM-dd</c>, PSP code, hyphen, flow. White space is skipped inside the date, whose shape is known, and inside
/// the rest only while the hyphen or the flow is still missing: after that a space ends the id.
/// </summary>
internal static class FlussoIdReader
{
    private const string DateShape = "0000-00-00";

    private const string Century = "20";

    /// <summary>Fewer characters of a date are no year: what begins so may be the end of anything.</summary>
    private const int CutLengthMin = 4;

    // The limit is 35, but a published example has 38: such a flow must not be lost.
    public const int LengthMax = 70;

    public static RemittanceReference? Read(RemittanceText text, int start, bool isRepaired)
    {
        var date = start;
        while (date - start < DateShape.Length && Fits(text[date], DateShape[date - start]))
            date++;
        if (date == start)
            return null;
        if (date - start < DateShape.Length)
        {
            var isLeft = date - start >= CutLengthMin && text.IsAt(Century, start) && IsCut(text, date);
            return isLeft ? Reference(text, start, date, RemittanceConfidence.Truncated) : null;
        }
        if (!IsDate(text.Span.Slice(start, DateShape.Length)))
            return null;
        var end = EndOfRest(text, date, Math.Min(text.Length, start + LengthMax));
        var rest = text.Span[date..end];
        var hyphen = rest.IndexOf('-');
        if (hyphen <= 0 || hyphen == rest.Length - 1)
            return Reference(text, start, end, RemittanceConfidence.Truncated);
        var isBroken = isRepaired || text.HasSpaceWithin(start, end);
        return Reference(text, start, end, isBroken ? RemittanceConfidence.Repaired : RemittanceConfidence.Exact);
    }

    /// <summary>Whether this is a date of the calendar, in the form ids begin with.</summary>
    public static bool IsDate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < DateShape.Length; i++)
        {
            if (!Fits(text[i], DateShape[i]))
                return false;
        }
        var month = (text[5] - '0') * 10 + text[6] - '0';
        var day = (text[8] - '0') * 10 + text[9] - '0';
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    public static bool IsIdCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private static int EndOfRest(RemittanceText text, int start, int limit)
    {
        var end = Math.Min(text.EndOfRun(start, IsIdCharacter), limit);
        // A word without digits after the date is what the bank wrote next, not the PSP code.
        if (text.IsAfterSpace(start) && !text.Span[start..end].ContainsAnyInRange('0', '9'))
            return start;
        while (end < limit && IsIdCharacter(text[end]) && !IsWhole(text.Span[start..end]))
        {
            var next = Math.Min(text.EndOfRun(end, IsIdCharacter), limit);
            if (!GoesOn(text.Span[start..end], text.Span[end..next]))
                break;
            end = next;
        }
        return end;
    }

    private static bool IsWhole(ReadOnlySpan<char> rest)
    {
        var hyphen = rest.IndexOf('-');
        return hyphen > 0 && hyphen < rest.Length - 1;
    }

    /// <summary>A word after a space belongs to the id when it brings what is missing: the hyphen, or a flow with digits.</summary>
    private static bool GoesOn(ReadOnlySpan<char> rest, ReadOnlySpan<char> word)
    {
        var flow = rest.Contains('-') ? word : word[(word.IndexOf('-') + 1)..];
        return (rest.Contains('-') || word.Contains('-')) && (flow.IsEmpty || flow.ContainsAnyInRange('0', '9'));
    }

    private static bool Fits(char character, char shape) => shape == '0' ? char.IsAsciiDigit(character) : character == shape;

    /// <summary>The text ends in the middle of the date, or something else goes on after a space or a sign.</summary>
    private static bool IsCut(RemittanceText text, int index) =>
        index >= text.Length || text.IsAfterSpace(index) || !char.IsAsciiLetterOrDigit(text[index]);

    private static RemittanceReference Reference(RemittanceText text, int start, int end, RemittanceConfidence confidence) =>
        new(RemittanceKind.Flow, text.Text(start, end), confidence);
}
