using PublicHoliday;

namespace PagoDigitale.Api.Features.Services.Door;

/// <summary>
/// Days that are neither Saturday nor Sunday nor an Italian public holiday (law 260/1949, with 4 October from 2026: law 151/2025).
/// </summary>
public static class WorkingDays
{
    private const int SaintFrancisFrom = 2026;
    private static readonly ItalyPublicHoliday _italy = new() { UseCachingHolidays = true };

    /// <param name="count">How many working days later.</param>
    public static DateOnly After(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Is(day))
                count--;
        }
        return day;
    }

    public static bool Is(DateOnly day) =>
        day is not { Month: 10, Day: 4, Year: >= SaintFrancisFrom } && _italy.IsWorkingDay(day.ToDateTime(TimeOnly.MinValue));
}
