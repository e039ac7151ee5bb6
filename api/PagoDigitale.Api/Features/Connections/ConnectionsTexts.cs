using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Connections;

internal static class ConnectionsTexts
{
    public static readonly Wording NotFound = new("Connection not found", "Connessione non trovata");

    public static readonly Wording NoSuch = new(
        "There is no connection '{connection}' in this organization.",
        "In questo ente non esiste la connessione '{connection}'."
    );

    public static readonly Wording Exists = new("The connection exists already", "La connessione esiste già");

    public static readonly Wording ChangeExisting = new(
        "The connection {connection} is there; change it with PATCH.",
        "La connessione {connection} è già presente; modificarla con PATCH."
    );

    public static readonly Wording IsPaused = new("The connection is paused", "La connessione è sospesa");

    public static readonly Wording ResumeFirst = new(
        "Nobody calls {connection} while it is paused: set isPaused to false first.",
        "La connessione {connection} è sospesa e non viene chiamata: impostare prima isPaused a false."
    );

    public static readonly Wording KeyMalformed = new(
        "is not a key of 1 to 500 printable ASCII characters without spaces",
        "non è una chiave da 1 a 500 caratteri ASCII stampabili senza spazi"
    );

    public static readonly Wording GiveKey = new(
        "Copy the subscription key as the service shows it.",
        "Copiare la chiave di sottoscrizione come mostrata dal servizio."
    );

    public static readonly Wording KeyIsOfHost = new(
        "is missing: the key that is kept was entered for {host}",
        "è assente: la chiave conservata è stata inserita per {host}"
    );

    public static readonly Wording SendKeyToo = new(
        "Send the key of the other service together with its address, or null where it wants none.",
        "Inviare insieme all'indirizzo la chiave dell'altro servizio, oppure null se non ne richiede."
    );

    public static readonly Wording ResponseNotKept = new("Answer not kept", "Risposta non conservata");

    public static readonly Wording NoResponseOf = new(
        "There is no answer of the exchange {exchange}: it does not exist, failed without one, or was forgotten.",
        "Non c'è una risposta dello scambio {exchange}: non esiste, è fallito senza risposta o non è più conservato."
    );
}
