namespace PagoDigitale.Core.Calendar;

/// <summary>
/// Legal time of Italy, in which due dates live. The rule of directive 2000/84/EC (summer time from the last Sunday of March
/// to the last Sunday of October, at 01:00 UTC) is computed here, so that legal dates do not depend on the time zone files
/// of the machine: slim containers have none.
/// </summary>
public static class RomeTime
{
    private static readonly TimeSpan _winter = TimeSpan.FromHours(1);
    private static readonly TimeSpan _summer = TimeSpan.FromHours(2);

    /// <summary>The last hours of the calendar stay in UTC: in Italy they would be after its end.</summary>
    public static DateTimeOffset At(DateTimeOffset instant) =>
        instant.UtcDateTime > DateTime.MaxValue - _summer ? instant.ToUniversalTime() : instant.ToOffset(OffsetAt(instant.UtcDateTime));

    public static DateOnly LegalDate(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant).DateTime);

    /// <summary>The instant, in UTC, at which the day begins in Italy. Clocks never change at midnight there.</summary>
    public static DateTimeOffset StartOfDay(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return new DateTimeOffset(midnight - OffsetAt(midnight - _winter), TimeSpan.Zero);
    }

    private static TimeSpan OffsetAt(DateTime utc) =>
        utc >= LastSundayAtOne(utc.Year, 3) && utc < LastSundayAtOne(utc.Year, 10) ? _summer : _winter;

    private static DateTime LastSundayAtOne(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
