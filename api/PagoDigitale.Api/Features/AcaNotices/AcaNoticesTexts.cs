using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.AcaNotices;

internal static class AcaNoticesTexts
{
    public static readonly Wording NotFound = new("Notice not found in the archive", "Avviso non trovato nell'archivio");

    public static readonly Wording NoSuch = new(
        "The archive was not told of notice {noticeNumber} of this organization.",
        "L'avviso {noticeNumber} di questo ente non è stato comunicato all'archivio."
    );

    public static readonly Wording Settled = new("There is nothing to tell", "Non c'è nulla da comunicare");

    public static readonly Wording NothingToTell = new(
        "The notice is {state}: the archive has what it is to have.",
        "L'avviso è nello stato {state}: l'archivio ha già quanto deve avere."
    );

    public static readonly Wording NoAlignment = new("Alignment not found", "Allineamento non trovato");

    public static readonly Wording NoSuchAlignment = new(
        "There is no alignment {acaAlignment} in this organization.",
        "In questo ente non esiste l'allineamento {acaAlignment}."
    );

    public static readonly Wording IsClosed = new(
        "The archive has closed this notice and takes nothing of it any more.",
        "L'archivio ha chiuso questo avviso e non accetta altro che lo riguardi."
    );

    public static readonly Wording IssueAnother = new(
        "It can be paid while the station answers. To have it in stand-in too, cancel the position and issue another.",
        "È pagabile finché la stazione risponde. Per averlo anche in stand-in annullare la posizione ed emetterne un'altra."
    );

    public static readonly Wording MustNotBePushed = new(
        "The debt must not be pushed as a request to pay, and paCreatePosition has no word for it: the archive is not told of the notice.",
        "Il debito non deve essere spinto come richiesta di pagamento e paCreatePosition non lo prevede: l'avviso non viene comunicato."
    );

    public static readonly Wording AllowRequest = new(
        "It can be paid while the station answers. Where it may be pushed, set requestToPay of the position or its service to allowed.",
        "È pagabile finché la stazione risponde. Se può essere spinto impostare requestToPay a allowed su posizione o servizio."
    );
}
