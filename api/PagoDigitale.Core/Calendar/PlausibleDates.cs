using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Calendar;

/// <summary>
/// Which days a payment, its transfer or its entry in an account can have. What comes from outside with any other day has
/// been written wrongly (an empty date exported as 0001-01-01, a year typed with one digit too many), and would otherwise
/// stand first or last in every list for ever.
/// </summary>
public static class PlausibleDates
{
    /// <summary>The law that made pagoPA (D.L. 179/2012, article 15) is of that year: no payment is older.</summary>
    public static readonly DateOnly First = new(2012, 1, 1);

    /// <summary>Regulation and value dates lie some working days ahead; a month is beyond all holidays and every bank's calendar.</summary>
    public const int DaysAheadMax = 31;

    /// <summary>What is wrong with the day, to follow its name in a sentence; null when nothing is.</summary>
    public static Message? Problem(DateOnly date, DateOnly today) =>
        date < First ? PlausibleDateTexts.BeforePagoPa
        : date.DayNumber - today.DayNumber > DaysAheadMax ? PlausibleDateTexts.TooFarAhead.With(DaysAheadMax)
        : null;
}
