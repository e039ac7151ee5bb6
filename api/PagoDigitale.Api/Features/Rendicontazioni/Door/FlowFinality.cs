using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>
/// From when a rendicontazione can be revised no more. Payments are of the operating day D, their money is transferred on D+1, which is the
/// regulation date, and the PSP may publish revisions until the working day D+4 begins in Italy (SANP 3.12, Rendicontazione e Cashflow).
/// </summary>
public static class FlowFinality
{
    /// <summary>From D+1 to D+4.</summary>
    private const int WorkingDaysAfterTransfer = 3;

    /// <summary>No transfer of pagoPA is after it, nor before <see cref="PlausibleDates.First"/>.</summary>
    private static readonly DateOnly _lastDay = new(2100, 12, 31);

    /// <returns>Null of a day that cannot be right.</returns>
    public static DateTimeOffset? FinalAt(DateOnly regulationDate) =>
        regulationDate < PlausibleDates.First || regulationDate > _lastDay
            ? null
            : RomeTime.StartOfDay(WorkingDays.After(regulationDate, WorkingDaysAfterTransfer));

    /// <summary>The last regulation date whose rendicontazioni are final.</summary>
    public static DateOnly LastFinalDay(DateTimeOffset now)
    {
        var today = RomeTime.LegalDate(now);
        var day = today;
        while (WorkingDays.After(day, WorkingDaysAfterTransfer) > today)
            day = day.AddDays(-1);
        return day;
    }
}
