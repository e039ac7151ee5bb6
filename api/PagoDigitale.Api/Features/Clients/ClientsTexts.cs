using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Clients;

internal static class ClientsTexts
{
    public static readonly Wording NotFound = new("Client not found", "Client non trovato");

    public static readonly Wording NoSuchClient = new(
        "There is no client '{client}' that this client can manage.",
        "Non esiste un client '{client}' che questo client possa gestire."
    );

    public static readonly Wording BeyondOwn = new(
        "A client cannot grant more than it has",
        "Un client non può concedere più di ciò che ha"
    );

    public static readonly Wording DoesNotHave = new(
        "The token of '{client}' does not have: {grants}.",
        "Il token di '{client}' non ha: {grants}."
    );

    public static readonly Wording NoScope = new("must name at least one scope", "deve contenere almeno un ambito (scope)");

    public static readonly Wording ScopesUnknown = new(
        "names scopes that do not exist: {scopes}",
        "contiene ambiti (scope) che non esistono: {scopes}"
    );

    public static readonly Wording UseScopes = new(
        "Use at least one of the scopes that openapi.yaml lists under oauth2.",
        "Usare almeno uno degli ambiti (scope) che openapi.yaml elenca sotto oauth2."
    );

    public static readonly Wording OrganizationsCount = new(
        "must be 1 to 1000 fiscal codes of organizations, or *",
        "deve contenere da 1 a 1000 codici fiscali di enti, oppure *"
    );

    public static readonly Wording OrganizationsInvalid = new(
        "holds what is no fiscal code of an organization: {organizations}",
        "contiene valori che non sono codici fiscali di enti: {organizations}"
    );

    /// <summary>In the place of the scopes or organizations of a sentence.</summary>
    public static readonly Wording AndMore = new("{names} and {count} more", "{names} e altri {count}");

    public static readonly Wording UseCodes = new(
        "Use the 11 digits of each organization, or * for all.",
        "Usare le 11 cifre di ciascun ente, oppure * per tutti."
    );

    public static readonly Wording OverlapOutOfRange = new("is not within the next 90 days", "non è entro i prossimi 90 giorni");

    public static readonly Wording SendInstant = new(
        "Send an instant of the next 90 days, or leave it out to stop the previous secrets at once.",
        "Inviare un istante dei prossimi 90 giorni, oppure ometterlo per disattivare subito i segreti precedenti."
    );

    public static readonly Wording TooManySecrets = new("The client has too many secrets", "Il client ha troppi segreti");

    public static readonly Wording RotateWithoutOverlap = new(
        "{count} secrets still work: rotate without an overlap, or wait until some expire.",
        "{count} segreti sono ancora validi: sostituire senza sovrapposizione, oppure attendere che uno scada."
    );
}
