using System.Globalization;

namespace PagoDigitale.Node.Soap;

/// <summary>xsd:date and xsd:dateTime. The node usually omits the offset: the time is then Italy's.</summary>
internal static class WireTime
{
    private static readonly TimeZoneInfo Rome = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Rome", out var rome)
        ? rome
        : RomeByDirective();

    public static bool TryParseDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length >= 10
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            && (text.Length == 10 || TryParseOffset(text[10..], out _));
    }

    /// <summary>
    /// Any year is read, because 0001-01-01T00:00:00 is what some systems write for no date at all and a payment is not refused
    /// for it. An instant that its offset would carry beyond an end of the calendar is that end.
    /// </summary>
    public static bool TryParseDateTime(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (
            text.Length < 19
            || !DateTime.TryParseExact(
                text[..19],
                "yyyy-MM-dd'T'HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
            return false;

        var rest = text[19..];
        if (rest.StartsWith('.') && !TakeFraction(ref rest, ref local))
            return false;
        var offset = TimeSpan.Zero;
        if (rest.IsEmpty)
            offset = Rome.GetUtcOffset(local);
        else if (!TryParseOffset(rest, out offset))
            return false;
        instant = new DateTimeOffset(
            Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks),
            TimeSpan.Zero
        );
        return true;
    }

    public static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Italian time with its offset: readable to people, unambiguous also in the night of the hour change.</summary>
    public static string FormatDateTime(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Rome).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static bool TakeFraction(ref ReadOnlySpan<char> rest, ref DateTime local)
    {
        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        if (digits == 0)
            return false;
        long ticks = 0;
        for (var i = 0; i < 7; i++)
            ticks = ticks * 10 + (i < digits ? rest[1 + i] - '0' : 0);
        local = local.AddTicks(ticks);
        rest = rest[(1 + digits)..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z")
            return true;
        if (
            text.Length != 6
            || text[0] is not ('+' or '-')
            || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59
            || hours * 60 + minutes > 14 * 60
        )
            return false;
        offset = TimeSpan.FromMinutes((text[0] == '-' ? -1 : 1) * (hours * 60 + minutes));
        return true;
    }

    // Minimal container images carry no time zone data: the rule of directive 2000/84/EC then stands in for it.
    internal static TimeZoneInfo RomeByDirective()
    {
        var start = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday);
        var end = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            start,
            end
        );
        return TimeZoneInfo.CreateCustomTimeZone("Europe/Rome", TimeSpan.FromHours(1), "Rome", "CET", "CEST", [summer]);
    }
}
