using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Calendar;

/// <summary>What is wrong with a day, to follow its name in a sentence.</summary>
public static class PlausibleDateTexts
{
    public static readonly Wording BeforePagoPa = new(
        "is before 2012, when pagoPA did not exist",
        "è precedente al 2012, quando pagoPA non esisteva"
    );

    public static readonly Wording TooFarAhead = new("is more than {count} days ahead", "supera la data odierna di oltre {count} giorni");
}
