using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What does not add up, or is not there, when a position is worked out.</summary>
internal static class PositionPlanTexts
{
    public static readonly Wording NoService = new(
        "there is no service '{service}' in this organization",
        "non esiste il servizio '{service}' in questo ente"
    );
    public static readonly Wording CreateService = new(
        "Create the service first, or correct the code.",
        "Creare prima il servizio, oppure correggere il codice."
    );
    public static readonly Wording ServiceIsInactive = new(
        "the service '{service}' takes no new positions",
        "il servizio '{service}' non accetta nuove posizioni debitorie"
    );
    public static readonly Wording ActivateService = new(
        "Make the service active again, or use another one.",
        "Riattivare il servizio, oppure usarne un altro."
    );
    public static readonly Wording NoUnit = new(
        "there is no unit '{unit}' in this organization",
        "non esiste la struttura '{unit}' in questo ente"
    );
    public static readonly Wording CreateUnit = new(
        "Create the unit first, or correct the code.",
        "Creare prima la struttura, oppure correggere il codice."
    );

    public static readonly Wording AmountIsMissing = new(
        "is missing and the service '{service}' has no price",
        "manca e il servizio '{service}' non ha un prezzo"
    );
    public static readonly Wording GiveAmount = new("Give the amount in cents.", "Indicare l'importo in centesimi.");
    public static readonly Wording IsTooLarge = new(
        "add up to {total} cents, more than the {max} a position can hold",
        "ammonta in totale a {total} centesimi, più dei {max} che una posizione debitoria può contenere"
    );
    public static readonly Wording SplitDebt = new(
        "Split the debt over several positions.",
        "Suddividere il debito in più posizioni debitorie."
    );
    public static readonly Wording HasSeveralShares = new(
        "belongs to several transfers or allocations, whose new amounts are not known",
        "appartiene a più versamenti o imputazioni, di cui non si conoscono i nuovi importi"
    );
    public static readonly Wording CreateWithNewShares = new(
        "Cancel the position and create it again with the new shares.",
        "Annullare la posizione debitoria e crearla di nuovo con le nuove quote."
    );

    public static readonly Wording HasPassed = new("{day} has passed", "{day} è una data passata");
    public static readonly Wording HasPassedForGood = new(
        "{day} has passed and late payments are not taken",
        "{day} è una data passata e non si accettano pagamenti tardivi"
    );
    public static readonly Wording GiveDayFromToday = new("Give a day from today on.", "Indicare una data da oggi in poi.");
    public static readonly Wording IsBeforeValidFrom = new("comes before validFrom {day}", "precede validFrom {day}");
    public static readonly Wording FallDueLater = new(
        "Let the instalment fall due after it can be paid.",
        "Indicare una scadenza non anteriore al primo giorno di pagamento."
    );
    public static readonly Wording IsOutOfOrder = new(
        "comes before the due date of instalment {instalment}",
        "precede la scadenza della rata {instalment}"
    );
    public static readonly Wording SendInOrder = new(
        "Send the instalments in the order they fall due.",
        "Inviare le rate in ordine di scadenza."
    );

    public static readonly Wording RepeatsIuv = new("has the IUV of an instalment before it", "ha lo IUV di una rata precedente");
    public static readonly Wording NumberEach = new("Each instalment needs a number of its own.", "Ogni rata richiede un numero proprio.");
    public static readonly Wording NoStationOfSegregationCode = new(
        "{notice} belongs to a station with aux digit {auxDigit} and segregation code {code}, and this organization has " + "none",
        "{notice} appartiene a una stazione con aux digit {auxDigit} e codice di segregazione {code}, che questo ente non ha"
    );
    public static readonly Wording NoStationOfApplicationCode = new(
        "{notice} belongs to a station with aux digit {auxDigit} and application code {code}, and this organization has " + "none",
        "{notice} appartiene a una stazione con aux digit {auxDigit} e codice applicativo {code}, che questo ente non ha"
    );
    public static readonly Wording RegisterStation = new(
        "Register that station first (createStation with auxDigit {auxDigit} and {member} {code}; it may be put aside "
            + "afterwards), or correct the number.",
        "Registrare prima quella stazione (createStation con auxDigit {auxDigit} e {member} {code}; in seguito può essere "
            + "disattivata), oppure correggere il numero."
    );
}
