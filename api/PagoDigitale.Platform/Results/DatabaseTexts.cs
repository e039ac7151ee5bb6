using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>Of failures of the database, and of two who want the same at one moment.</summary>
internal static class DatabaseTexts
{
    public static readonly Wording Contended = new(
        "Somebody else is changing the same things",
        "Qualcun altro sta modificando gli stessi dati"
    );

    public static readonly Wording NothingChanged = new(
        "Nothing was changed. Send the request again in a moment (Retry-After).",
        "Non è stato modificato nulla. Inviare di nuovo la richiesta tra un momento (Retry-After)."
    );

    public static readonly Wording Unavailable = new("The database does not answer", "La base dati non risponde");

    public static readonly Wording PerhapsDone = new(
        "Whether the request was carried out is known only where it had an Idempotency-Key. Send it again in a moment "
            + "(Retry-After), with the same key.",
        "Se la richiesta sia stata eseguita si sa solo quando aveva una Idempotency-Key. Inviarla di nuovo tra un momento "
            + "(Retry-After), con la stessa chiave."
    );

    public static readonly Wording TimedOut = new("The database took too long", "La base dati ha impiegato troppo tempo");

    public static readonly Wording SendWithSameKey = new(
        "Send the request again in a moment (Retry-After), with the same Idempotency-Key where it had one.",
        "Inviare di nuovo la richiesta tra un momento (Retry-After), con la stessa Idempotency-Key se ne aveva una."
    );

    public static readonly Wording StorageFull = new("There is no room left to store it", "Non c'è più spazio per memorizzare i dati");

    public static readonly Wording MakeRoom = new(
        "The operator has to make room. Nothing was changed. Send the request again in a moment (Retry-After).",
        "Il gestore deve liberare spazio. Non è stato modificato nulla. Inviare di nuovo la richiesta tra un momento (Retry-After)."
    );

    public static readonly Wording Unstorable = new(
        "A text holds a character that cannot be stored",
        "Un testo contiene un carattere che non si può memorizzare"
    );

    public static readonly Wording RemoveNul = new(
        "Remove the NUL character (U+0000) and send the request again.",
        "Togliere il carattere NUL (U+0000) e inviare di nuovo la richiesta."
    );

    public static readonly Wording NoticeNumberTaken = new("The notice number is taken", "Il numero di avviso è già in uso");

    public static readonly Wording UseAnotherNumber = new(
        "Another request has just used a notice number, or its IUV, that this one gives: an IUV is never used twice. Use another "
            + "number, or find the position it belongs to.",
        "Un'altra richiesta ha appena usato un numero di avviso indicato in questa, o il suo IUV: uno IUV non si usa mai due volte. "
            + "Usare un altro numero, oppure cercare la posizione debitoria a cui appartiene."
    );

    public static readonly Wording JustCreated = new(
        "The same thing was just created by another request",
        "Lo stesso elemento è stato appena creato da un'altra richiesta"
    );

    public static readonly Wording ReadIt = new(
        "Nothing was changed. Read it, or send the request again.",
        "Non è stato modificato nulla. Leggerlo, oppure inviare di nuovo la richiesta."
    );
}
