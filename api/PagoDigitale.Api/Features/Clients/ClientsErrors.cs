using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Clients;

internal static class ClientsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "client-not-found",
            new("There is no such client, or the caller may not manage it.", "Il client non esiste, oppure il chiamante non può gestirlo."),
            new("Use an identifier of listClients.", "Usare un identificativo di listClients.")
        ),
        ErrorCode.Problem(
            403,
            "grant-beyond-own",
            new(
                "A client cannot grant scopes or organizations that it does not have itself.",
                "Un client non può concedere ambiti (scope) o enti che non ha."
            ),
            new(
                "Grant what the caller has, or use a client that has more.",
                "Concedere ciò che il chiamante ha, oppure usare un client con più autorizzazioni."
            )
        ),
        ErrorCode.Field(
            "organization-invalid",
            new("The list does not hold fiscal codes of organizations, or *.", "L'elenco non contiene codici fiscali di enti, né *."),
            new("Use the 11 digits of each organization, or * for all.", "Usare le 11 cifre di ciascun ente, oppure * per tutti.")
        ),
        ErrorCode.Field(
            "overlap-out-of-range",
            new(
                "The instant until which the previous secrets work is not within the next 90 days.",
                "L'istante fino al quale valgono i segreti precedenti non è entro i prossimi 90 giorni."
            ),
            new(
                "Send an instant of the next 90 days, or leave it out to stop them at once.",
                "Inviare un istante dei prossimi 90 giorni, oppure ometterlo per disattivarli subito."
            )
        ),
        ErrorCode.Field(
            "scope-unknown",
            new(
                "The list names a scope that does not exist, or none.",
                "L'elenco contiene un ambito (scope) che non esiste, oppure è vuoto."
            ),
            new("Use at least one of the scopes that openapi.yaml lists.", "Usare almeno uno degli ambiti elencati in openapi.yaml.")
        ),
        ErrorCode.Problem(
            409,
            "too-many-secrets",
            new(
                "The client has as many secrets that still work as it may have.",
                "Il client ha già il numero massimo di segreti ancora validi."
            ),
            new(
                "Rotate without an overlap, or wait until some expire.",
                "Sostituire il segreto senza sovrapposizione, oppure attendere che uno scada."
            )
        ),
    ];
}
