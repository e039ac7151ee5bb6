using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Idempotency;

internal static class IdempotencyTexts
{
    public static readonly Wording KeyInvalid = new(
        "must be 1 to 255 visible ASCII characters",
        "deve essere formata da 1 a 255 caratteri ASCII visibili"
    );

    public static readonly Wording UseUuid = new("Use a UUID.", "Usare un UUID.");

    public static readonly Wording KeyReusedTitle = new(
        "The key was used for another request",
        "La chiave è già stata usata per un'altra richiesta"
    );

    public static readonly Wording KeyReused = new("was used for another request", "è già stata usata per un'altra richiesta");

    public static readonly Wording UseNewKey = new(
        "Use a new key for a new request; repeat a request with its key and exactly the same input.",
        "Usare una chiave nuova per una richiesta nuova; ripetere una richiesta con la sua chiave e con gli stessi identici dati."
    );

    public static readonly Wording InProgress = new("The same request is being worked on", "La stessa richiesta è ancora in elaborazione");

    public static readonly Wording SendAgain = new(
        "Send it again in a moment with the same key.",
        "Inviarla di nuovo tra un momento con la stessa chiave."
    );
}
