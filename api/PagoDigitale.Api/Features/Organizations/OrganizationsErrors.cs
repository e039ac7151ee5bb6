using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations;

internal static class OrganizationsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "application-code-invalid",
            new("The application code is not two digits.", "Il codice applicativo (application code) non è di due cifre."),
            new("Use the two digits that the node gave to the station.", "Usare le due cifre che il nodo ha assegnato alla stazione.")
        ),
        ErrorCode.Field(
            "application-code-mismatch",
            new(
                "An application code goes with aux digit 0, and with no other.",
                "Il codice applicativo (application code) si usa con aux digit 0 e con nessun altro."
            ),
            new("Give it with aux digit 0 and leave it out otherwise.", "Indicarlo con aux digit 0 e ometterlo negli altri casi.")
        ),
        ErrorCode.Problem(
            409,
            "application-code-taken",
            new(
                "Another active station of the organization has the same application code: their notices could not be " + "told apart.",
                "Un'altra stazione attiva dell'ente ha lo stesso codice applicativo: i loro avvisi non sarebbero " + "distinguibili."
            ),
            new(
                "Deactivate that station first, or use the code that the node gave to this one.",
                "Disattivare prima quella stazione, oppure usare il codice che il nodo ha assegnato a questa."
            )
        ),
        ErrorCode.Field(
            "cbill-code-invalid",
            new("The text is not a SIA code.", "Il testo non è un codice SIA."),
            new("Use the 5 capital letters and digits of the SIA code.", "Usare le 5 lettere maiuscole e cifre del codice SIA.")
        ),
        ErrorCode
            .Field(
                "country-invalid",
                new("The text is not the ISO 3166 code of a country.", "Il testo non è il codice ISO 3166 di un Paese."),
                new("Use two capital letters, for example IT.", "Usare due lettere maiuscole, ad esempio IT.")
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "iban-already-exists",
            new("The account is registered already.", "Il conto è già registrato."),
            new("Change it with changeIban.", "Modificarlo con changeIban.")
        ),
        ErrorCode
            .Problem(
                404,
                "iban-not-found",
                new("The organization has no such account.", "L'ente non ha questo conto."),
                new("Register it with createIban, or correct the IBAN.", "Registrarlo con createIban, oppure correggere l'IBAN.")
            )
            .Also(CodePlaces.Field),
        ErrorCode.Field(
            "logo-not-an-image",
            new("The logo is neither a PNG nor a JPEG.", "Il logo non è né un PNG né un JPEG."),
            new("Export the picture again as PNG or JPEG.", "Esportare di nuovo l'immagine come PNG o JPEG.")
        ),
        ErrorCode.Problem(
            404,
            "logo-not-found",
            new("The organization has no logo.", "L'ente non ha un logo."),
            new("Upload one with uploadOrganizationLogo.", "Caricarne uno con uploadOrganizationLogo.")
        ),
        ErrorCode.Field(
            "logo-type-mismatch",
            new("The logo is not what its Content-Type says.", "Il logo non è quello che dichiara il suo Content-Type."),
            new("Send it with the media type it has.", "Inviarlo con il suo tipo di contenuto.")
        ),
        ErrorCode.Field(
            "logo-unusable",
            new(
                "The logo cannot be printed: it is damaged, of an unusual kind, or larger than 2000 pixels.",
                "Il logo non può essere stampato: è danneggiato, di un tipo insolito o più grande di 2000 pixel."
            ),
            new(
                "Export the picture again as PNG or JPEG, at most 2000 pixels wide and high.",
                "Esportare di nuovo l'immagine come PNG o JPEG, larga e alta al massimo 2000 pixel."
            )
        ),
        ErrorCode.Problem(
            409,
            "organization-already-exists",
            new("The organization is registered already.", "L'ente è già registrato."),
            new("Change it with changeOrganization.", "Modificarlo con changeOrganization.")
        ),
        ErrorCode
            .Field(
                "postal-code-invalid",
                new("An Italian postal code has five digits.", "Un codice di avviamento postale italiano ha cinque cifre."),
                new(
                    "Write the five digits, zeros in front included, or the country the address is in.",
                    "Scrivere le cinque cifre, compresi gli zeri iniziali, oppure, se estero, indicare la nazione."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "segregation-code-invalid",
            new("The segregation code is not two digits.", "Il codice di segregazione non è di due cifre."),
            new("Use the two digits that the node gave to the station.", "Usare le due cifre che il nodo ha assegnato alla stazione.")
        ),
        ErrorCode.Field(
            "segregation-code-mismatch",
            new(
                "A segregation code goes with aux digit 3, and with no other.",
                "Il codice di segregazione si usa con aux digit 3 e con nessun altro."
            ),
            new("Give it with aux digit 3 and leave it out otherwise.", "Indicarlo con aux digit 3 e ometterlo negli altri casi.")
        ),
        ErrorCode.Problem(
            409,
            "segregation-code-taken",
            new(
                "Another active station of the organization has the same segregation code: their notices could not be " + "told apart.",
                "Un'altra stazione attiva dell'ente ha lo stesso codice di segregazione: i loro avvisi non sarebbero " + "distinguibili."
            ),
            new(
                "Deactivate that station first, or use the code that the node gave to this one.",
                "Disattivare prima quella stazione, oppure usare il codice che il nodo ha assegnato a questa."
            )
        ),
        ErrorCode.Problem(
            409,
            "station-already-exists",
            new("The station is registered already.", "La stazione è già registrata."),
            new("Change it with changeStation.", "Modificarla con changeStation.")
        ),
        ErrorCode.Field(
            "station-id-invalid",
            new(
                "The identifier is not that of a station of this broker.",
                "L'identificativo non è quello di una stazione di questo intermediario."
            ),
            new(
                "Use the broker's fiscal code, an underscore and two digits, as the node registered it.",
                "Usare il codice fiscale dell'intermediario, un trattino basso e due cifre, come registrata sul nodo."
            )
        ),
        ErrorCode.Problem(
            409,
            "station-inactive",
            new(
                "An inactive station gives no notice numbers and cannot be the default.",
                "Una stazione inattiva non assegna numeri di avviso e non può essere la predefinita."
            ),
            new("Activate it first.", "Attivarla prima.")
        ),
        ErrorCode.Problem(
            409,
            "station-is-default",
            new(
                "The default station can be neither put aside nor stop being the default: new notice numbers come from " + "it.",
                "La stazione predefinita non può essere disattivata né smettere di esserlo: da essa vengono i nuovi " + "numeri di avviso."
            ),
            new("Make another station the default first.", "Rendere prima predefinita un'altra stazione.")
        ),
        ErrorCode.Problem(
            404,
            "station-not-found",
            new("The organization has no such station.", "L'ente non ha questa stazione."),
            new(
                "Register it with createStation, or correct the identifier.",
                "Registrarla con createStation, oppure correggere l'identificativo."
            )
        ),
        ErrorCode.Problem(
            409,
            "unit-already-exists",
            new("The organization has a unit with this code.", "L'ente ha già una struttura con questo codice."),
            new("Use another code.", "Usare un altro codice.")
        ),
    ];
}
