using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Services;

/// <summary>What does not fit in a plan of payment.</summary>
internal static class PaymentPlanTexts
{
    public static readonly Wording TooMany = new("may hold at most {max} plans", "può contenere al massimo {max} piani");
    public static readonly Wording KeepFewer = new("Remove the plans that are not offered.", "Togliere i piani che non si propongono.");
    public static readonly Wording IsRepeated = new("holds two plans with one code", "contiene due piani con lo stesso codice");
    public static readonly Wording CodeEach = new("Give each plan a code of its own.", "Dare a ogni piano un codice suo.");
    public static readonly Wording InstalmentsCount = new(
        "must be 1 for what is paid at once, and from 2 to {max} for the rest",
        "deve essere 1 per ciò che si paga in una volta, e da 2 a {max} per il resto"
    );
    public static readonly Wording CountInstalments = new(
        "Count the down payment as well; leave it out for 'single' and 'reduced'.",
        "Contare anche l'acconto; ometterlo per 'single' e 'reduced'."
    );
    public static readonly Wording DownPaymentShare = new(
        "is given where there is no down payment, or missing where there is one",
        "è indicato dove non c'è un acconto, o manca dove c'è"
    );
    public static readonly Wording ReductionShare = new(
        "is given where nothing is reduced, or missing where something is",
        "è indicato dove nulla è ridotto, o manca dove qualcosa lo è"
    );
    public static readonly Wording GiveShareOfKind = new(
        "Give downPaymentPercent with 'down-payment' and reductionPercent with 'reduced', and neither otherwise.",
        "Indicare downPaymentPercent con 'down-payment' e reductionPercent con 'reduced', e nessuno dei due altrimenti."
    );
    public static readonly Wording NoSchedule = new(
        "must be given, or else firstAfterDays, and not both",
        "va indicato, oppure firstAfterDays, e non entrambi"
    );
    public static readonly Wording GiveSchedule = new(
        "Give the dates, or after how many days the first instalment is due.",
        "Indicare le date, oppure dopo quanti giorni scade la prima rata."
    );
    public static readonly Wording OtherDates = new(
        "must hold a date for each instalment, in their order",
        "deve contenere una data per ogni rata, nel loro ordine"
    );
    public static readonly Wording GiveDateOfEach = new(
        "Give as many dates as there are instalments, the earliest first.",
        "Indicare tante date quante sono le rate, dalla prima all'ultima."
    );
    public static readonly Wording NoInterval = new(
        "must be given, or else everyDays, where there are several instalments without dates, and neither elsewhere",
        "va indicato, oppure everyDays, dove ci sono più rate senza date, e nessuno dei due altrove"
    );
    public static readonly Wording GiveInterval = new(
        "Give everyMonths or everyDays, not both.",
        "Indicare everyMonths oppure everyDays, non entrambi."
    );
}
