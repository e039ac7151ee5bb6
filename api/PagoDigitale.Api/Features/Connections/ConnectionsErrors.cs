using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Connections;

internal static class ConnectionsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "connection-not-found",
            new("There is no such connection.", "La connessione non esiste."),
            new("Enter it first (createConnection).", "Inserirla prima (createConnection).")
        ),
        ErrorCode.Problem(
            409,
            "connection-missing",
            new("The service that this needs is not connected.", "Il servizio necessario non è connesso."),
            new("Enter the connection first (createConnection).", "Inserire prima la connessione (createConnection).")
        ),
        ErrorCode.Problem(
            409,
            "connection-already-exists",
            new("The service is connected already.", "Il servizio è già connesso."),
            new("Change the connection that is there.", "Modificare la connessione esistente.")
        ),
        ErrorCode.Problem(
            409,
            "connection-paused",
            new("The connection is paused: nobody calls the service.", "La connessione è sospesa: il servizio non viene chiamato."),
            new("Resume it (changeConnection).", "Riattivarla (changeConnection).")
        ),
        ErrorCode.Field(
            "key-malformed",
            new("The key cannot be sent in a header.", "La chiave non può essere inviata in un'intestazione."),
            ConnectionsTexts.GiveKey
        ),
        ErrorCode.Field(
            "subscription-key-required",
            new(
                "A key goes to no other host than it was entered for.",
                "Una chiave non viene inviata a un host diverso da quello per cui è stata inserita."
            ),
            ConnectionsTexts.SendKeyToo
        ),
        ErrorCode.Problem(
            404,
            "response-not-kept",
            new("There is no answer to hand out.", "Non c'è una risposta da fornire."),
            new(
                "Use an exchange of listConnectionExchanges that has responseBytes.",
                "Usare uno scambio di listConnectionExchanges che abbia responseBytes."
            )
        ),
    ];
}
