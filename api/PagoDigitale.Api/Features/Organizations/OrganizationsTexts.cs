using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Organizations;

internal static class OrganizationsTexts
{
    public static readonly Wording NoFiscalCode = new("is not the fiscal code of an organization", "non è il codice fiscale di un ente");

    public static readonly Wording GiveFiscalCode = new(
        "Use the 11 digits of the organization's fiscal code.",
        "Usare le 11 cifre del codice fiscale dell'ente."
    );

    public static readonly Wording NotAllowed = new(
        "This client does not act for that organization",
        "Questo client non opera per quell'ente"
    );

    public static readonly Wording ClientIsNotBound = new(
        "The client '{client}' is not bound to organization {organization}.",
        "Il client '{client}' non è abilitato per l'ente {organization}."
    );

    public static readonly Wording Exists = new("The organization exists already", "L'ente esiste già");

    public static readonly Wording ChangeExisting = new(
        "Organization {organization} exists; change it with PATCH.",
        "L'ente {organization} esiste già; modificarlo con PATCH."
    );

    public static readonly Wording NoSiaCode = new("is not a SIA code", "non è un codice SIA");

    public static readonly Wording GiveSiaCode = new(
        "Use the 5 capital letters and digits of the SIA code.",
        "Usare i 5 caratteri del codice SIA, lettere maiuscole e cifre."
    );

    public static readonly Wording NoPostalCode = new("is not an Italian postal code", "non è un CAP italiano");

    public static readonly Wording GivePostalCode = new(
        "Write the five digits, zeros in front included (00184), or the country the address is in.",
        "Scrivere le cinque cifre, zeri iniziali compresi (00184), oppure, se estero, indicare la nazione."
    );

    public static readonly Wording NoCountry = new("is not an ISO 3166 code", "non è un codice ISO 3166");

    public static readonly Wording GiveCountry = new(
        "Use two capital letters, for example IT.",
        "Usare due lettere maiuscole, ad esempio IT."
    );

    public static readonly Wording IbanNotFound = new("IBAN not found", "Conto non trovato");

    public static readonly Wording NoSuchIban = new(
        "There is no IBAN '{iban}' in this organization.",
        "In questo ente non esiste il conto '{iban}'."
    );

    public static readonly Wording AccountExists = new("The account exists already", "Il conto esiste già");

    public static readonly Wording ChangeExistingAccount = new(
        "The account {iban} is registered; change it with PATCH.",
        "Il conto {iban} è già registrato; modificarlo con PATCH."
    );

    public static readonly Wording UnitExists = new("The unit exists already", "La struttura esiste già");

    public static readonly Wording UnitHasCode = new(
        "There is a unit with the code {code}.",
        "Esiste già una struttura con il codice {code}."
    );

    public static readonly Wording NoLogo = new("There is no logo", "Non c'è un logo");

    public static readonly Wording UploadLogo = new(
        "The organization has no logo; upload one with PUT.",
        "L'ente non ha un logo; caricarne uno con PUT."
    );

    public static readonly Wording NotAnImage = new("is neither a PNG nor a JPEG", "non è né un PNG né un JPEG");

    public static readonly Wording ExportAgain = new(
        "Export the picture again as PNG or JPEG.",
        "Esportare di nuovo l'immagine come PNG o JPEG."
    );

    public static readonly Wording OtherMediaType = new("is {found}, not {declared}", "è {found}, non {declared}");

    public static readonly Wording SendAs = new("Send it with Content-Type {mediaType}.", "Inviarlo con Content-Type {mediaType}.");

    public static readonly Wording ExportSmaller = new(
        "Export the picture again as PNG or JPEG, at most 2000 pixels wide and high.",
        "Esportare di nuovo l'immagine come PNG o JPEG, larga e alta al massimo 2000 pixel."
    );
}
