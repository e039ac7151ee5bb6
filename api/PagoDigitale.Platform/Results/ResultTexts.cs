using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>Of requests as a whole, whatever was asked.</summary>
internal static class ResultTexts
{
    public static readonly Wording NotWellFormed = new("The request is not well formed", "La richiesta non è ben formata");

    public static readonly Wording FieldsNotWellFormed = new(
        "{count} fields are not well formed; see errors.",
        "{count} campi non sono ben formati; vedere errors."
    );

    public static readonly Wording Invalid = new("Validation failed", "Dati non validi");

    public static readonly Wording FieldsToMend = new(
        "{count} fields need mending; see errors.",
        "{count} campi sono da correggere; vedere errors."
    );

    public static readonly Wording Unexpected = new("Something broke on our side", "Errore interno del servizio");

    public static readonly Wording QuoteTrace = new(
        "The request was not carried out. Try again; if it happens again, quote the trace id.",
        "La richiesta non è stata eseguita. Riprovare; se l'errore si ripete, citare il traceId nella richiesta di assistenza."
    );

    public static readonly Wording Busy = new("Not available now", "Al momento non disponibile");

    public static readonly Wording SendAgain = new("Send the request again in a moment.", "Inviare di nuovo la richiesta tra un momento.");

    public static readonly Wording BodyTooLarge = new("The body is too large", "Il corpo della richiesta è troppo grande");

    public static readonly Wording JsonBodyMax = new(
        "JSON bodies may have up to 1 MiB; send big loads as a flow file.",
        "I corpi JSON possono arrivare a 1 MiB; inviare i carichi più grandi con il file di un flusso di posizioni debitorie."
    );

    public static readonly Wording BodyTooSlow = new("The body came too slowly", "Il corpo della richiesta è arrivato troppo lentamente");

    public static readonly Wording BodyNotReadToItsEnd = new(
        "It was not read to its end, and nothing was changed. Send it again over a better line, packed with gzip, or in smaller parts.",
        "Non è stato letto fino alla fine, e non è stato modificato nulla. Inviarlo di nuovo con una connessione migliore, compresso "
            + "con gzip, o in parti più piccole."
    );

    /// <summary>In the words of the web server, which has one language.</summary>
    public static readonly Wording ServerSays = new("{reason}", "Il server non può leggere la richiesta («{reason}»)");

    public static readonly Wording KeysUnreadable = new("The signing keys cannot be opened", "Le chiavi di firma non si possono aprire");

    public static readonly Wording OperatorMendsSettings = new(
        "This replica cannot serve until its operator mends its settings.",
        "Questa replica non può rispondere finché il gestore non ne corregge la configurazione."
    );

    public static readonly Wording NoSuchPath = new("There is nothing at this path", "A questo percorso non c'è nulla");

    public static readonly Wording NotAPath = new(
        "{path} is not a path of this API; see openapi.yaml.",
        "{path} non è un percorso di questa API; vedere openapi.yaml."
    );

    public static readonly Wording NoSuchMethod = new("This path does not take this method", "Questo percorso non accetta questo metodo");

    public static readonly Wording MethodNotAllowed = new(
        "{method} is not allowed here; see openapi.yaml.",
        "{method} qui non è ammesso; vedere openapi.yaml."
    );

    public static readonly Wording MediaType = new(
        "The body's media type is not accepted here",
        "Il tipo di contenuto del corpo qui non è accettato"
    );

    public static readonly Wording MediaTypeNotAccepted = new(
        "'{mediaType}' is not accepted; see the request body of the operation in openapi.yaml.",
        "'{mediaType}' non è accettato; vedere il corpo della richiesta dell'operazione in openapi.yaml."
    );

    public static readonly Wording Refused = new("The request was refused", "La richiesta è stata rifiutata");

    public static readonly Wording RefusedWith = new(
        "The request was refused with status {status}.",
        "La richiesta è stata rifiutata con stato {status}."
    );
}
