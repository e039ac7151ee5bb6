namespace PagoDigitale.NodeSimulator;

/// <summary>Banks work from Monday to Friday; their holidays are left out.</summary>
internal static class WorkingDays
{
    public static DateOnly After(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        } while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        return day;
    }
}
