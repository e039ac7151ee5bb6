namespace PagoDigitale.Documents.Receipts;

/// <summary>
/// The clock of Rome, computed: a slim container has no time zone files, and a receipt must not print another hour there.
/// </summary>
internal static class RomeTime
{
    // Directive 2000/84/EC: summer time runs from the last Sunday of March to the last Sunday of October, changing at 01:00 UTC.
    private const int SummerFirstMonth = 3;
    private const int SummerLastMonth = 10;

    public static DateTimeOffset At(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        // In Italy the last hours of the calendar would be after its end.
        if (utc > DateTime.MaxValue.AddHours(-2))
            return instant.ToUniversalTime();
        var isSummer = utc >= Change(utc.Year, SummerFirstMonth) && utc < Change(utc.Year, SummerLastMonth);
        return instant.ToOffset(TimeSpan.FromHours(isSummer ? 2 : 1));
    }

    private static DateTime Change(int year, int month)
    {
        // Both months have 31 days.
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
