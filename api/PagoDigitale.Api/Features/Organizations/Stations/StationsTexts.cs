using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Organizations.Stations;

internal static class StationsTexts
{
    public static readonly Wording NotFound = new("Station not found", "Stazione non trovata");

    public static readonly Wording NoSuch = new(
        "There is no station '{station}' in this organization.",
        "In questo ente non esiste la stazione '{station}'."
    );

    public static readonly Wording Exists = new("The station exists already", "La stazione esiste già");

    public static readonly Wording ChangeExisting = new(
        "The station {station} is registered; change it with PATCH.",
        "La stazione {station} è già registrata; modificarla con PATCH."
    );

    public static readonly Wording NoBroker = new("is not the fiscal code of a broker", "non è il codice fiscale di un intermediario");

    public static readonly Wording GiveBroker = new(
        "Use the 11 digits of the broker's fiscal code.",
        "Usare le 11 cifre del codice fiscale dell'intermediario."
    );

    public static readonly Wording OtherBroker = new("is not a station of this broker", "non è una stazione di questo intermediario");

    public static readonly Wording GiveStationId = new(
        "Use the broker's fiscal code, an underscore and two digits, as the node registered it: 01234567897_01.",
        "Usare il codice fiscale dell'intermediario, un trattino basso e due cifre, come registrata sul nodo: 01234567897_01."
    );

    public static readonly Wording NoAuxDigit = new("must be 0, 1, 2 or 3", "deve essere 0, 1, 2 o 3");
    public static readonly Wording GiveAuxDigit = new("Use a value from 0 to 3.", "Usare un valore da 0 a 3.");
    public static readonly Wording NotTwoDigits = new("is not two digits", "non è di due cifre");

    public static readonly Wording GiveTwoDigits = new(
        "Use the two digits that the node gave to the station.",
        "Usare le due cifre che il nodo ha assegnato alla stazione."
    );

    public static readonly Wording RequiredWith = new("is required with aux digit {auxDigit}", "è obbligatorio con aux digit {auxDigit}");

    public static readonly Wording OnlyWith = new("goes with aux digit {auxDigit} only", "va indicato solo con aux digit {auxDigit}");

    public static readonly Wording GiveWithThree = new(
        "Give it with aux digit 3 and leave it out otherwise.",
        "Indicarlo con aux digit 3 e ometterlo negli altri casi."
    );

    public static readonly Wording GiveWithZero = new(
        "Give it with aux digit 0 and leave it out otherwise.",
        "Indicarlo con aux digit 0 e ometterlo negli altri casi."
    );

    public static readonly Wording SegregationCodeTaken = new(
        "Another station has the segregation code",
        "Un'altra stazione ha lo stesso codice di segregazione"
    );

    public static readonly Wording StationHasSegregationCode = new(
        "The active station {station} has aux digit {auxDigit} and segregation code {code}. Deactivate it first, or use the "
            + "segregation code that the node gave to this station.",
        "La stazione attiva {station} ha aux digit {auxDigit} e codice di segregazione {code}. Disattivarla prima, oppure usare il "
            + "codice di segregazione che il nodo ha assegnato a questa stazione."
    );

    public static readonly Wording ApplicationCodeTaken = new(
        "Another station has the application code",
        "Un'altra stazione ha lo stesso codice applicativo"
    );

    public static readonly Wording StationHasApplicationCode = new(
        "The active station {station} has aux digit {auxDigit} and application code {code}. Deactivate it first, or use the "
            + "application code that the node gave to this station.",
        "La stazione attiva {station} ha aux digit {auxDigit} e codice applicativo {code}. Disattivarla prima, oppure usare il "
            + "codice applicativo che il nodo ha assegnato a questa stazione."
    );

    public static readonly Wording IsDefault = new("The station is the default", "La stazione è quella predefinita");

    public static readonly Wording MakeAnotherDefault = new(
        "New notice numbers come from it: make another station the default first.",
        "I nuovi numeri di avviso vengono da questa stazione: renderne prima predefinita un'altra."
    );

    public static readonly Wording Inactive = new("The station is not active", "La stazione non è attiva");

    public static readonly Wording ActivateFirst = new(
        "An inactive station gives no notice numbers: activate it to make it the default.",
        "Una stazione non attiva non genera numeri di avviso: attivarla per renderla predefinita."
    );
}
