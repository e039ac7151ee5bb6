using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Rendicontazioni;

internal static class RendicontazioniTexts
{
    public static readonly Wording NotFound = new("Rendicontazione not found", "Flusso di rendicontazione non trovato");

    public static readonly Wording NoSuch = new(
        "There is no rendicontazione '{rendicontazione}' in this organization.",
        "In questo ente non esiste il flusso di rendicontazione '{rendicontazione}'."
    );

    public static readonly Wording Differs = new(
        "Another file of this flow and date is there",
        "È già presente un altro file di questo flusso di rendicontazione e di questa data"
    );

    public static readonly Wording DiffersAndIsNotKept = new(
        "{rendicontazione} has the same flow id, PSP and date, and other content. This file is not kept: the organization has no "
            + "room for more refused messages. Settle those that are open (listRefusedMessages) and send it again.",
        "{rendicontazione} ha lo stesso identificativo del flusso di rendicontazione, lo stesso PSP e la stessa data, e un altro "
            + "contenuto. Questo file non è conservato: l'ente non ha spazio per altri messaggi rifiutati. Definire quelli aperti "
            + "(listRefusedMessages) e inviarlo di nuovo."
    );

    public static readonly Wording DiffersAndIsKept = new(
        "{rendicontazione} has the same flow id, PSP and date, and other content. This file is kept in quarantine, and among the "
            + "refused messages. Compare them (downloadRendicontazione, downloadRefusedMessage): replayRefusedMessage puts this one "
            + "in its place, dismissRefusedMessage leaves it out.",
        "{rendicontazione} ha lo stesso identificativo del flusso di rendicontazione, lo stesso PSP e la stessa data, e un altro "
            + "contenuto. Questo file è conservato in quarantena e tra i messaggi rifiutati. Confrontarli (downloadRendicontazione, "
            + "downloadRefusedMessage): replayRefusedMessage lo mette al posto dell'altro, dismissRefusedMessage lo esclude."
    );

    public static readonly Wording DiffersAndIsKeptAs = new(
        "{rendicontazione} has the same flow id, PSP and date, and other content. This file is kept in quarantine as {kept}, and among "
            + "the refused messages. Compare them (downloadRendicontazione, downloadRefusedMessage): replayRefusedMessage puts this "
            + "one in its place, dismissRefusedMessage leaves it out.",
        "{rendicontazione} ha lo stesso identificativo del flusso di rendicontazione, lo stesso PSP e la stessa data, e un altro "
            + "contenuto. Questo file è conservato in quarantena come {kept} e tra i messaggi rifiutati. Confrontarli "
            + "(downloadRendicontazione, downloadRefusedMessage): replayRefusedMessage lo mette al posto dell'altro, "
            + "dismissRefusedMessage lo esclude."
    );

    public static readonly Wording Unreadable = new("The rendicontazione cannot be read", "Il flusso di rendicontazione non è leggibile");

    public static readonly Wording SendAsPublished = new(
        "Send the file as the PSP published it: a FlussoRiversamento, well-formed and with its header.",
        "Inviare il file come il PSP lo ha pubblicato: un FlussoRiversamento ben formato e completo di testata."
    );

    public static readonly Wording AnotherOrganizations = new(
        "The rendicontazione is another organization's",
        "Il flusso di rendicontazione è di un altro ente"
    );

    public static readonly Wording OtherReceiver = new("is {receiver}, not this organization", "è {receiver}, non questo ente");

    public static readonly Wording SendToReceiver = new(
        "Send it to the organization it was written for, or check the path: this is {organization}.",
        "Inviarlo all'ente per cui è stato prodotto, oppure verificare il percorso: questo ente è {organization}."
    );

    public static readonly Wording OfRow = new("Row {row}: {problem}", "Riga {row}: {problem}");

    public static readonly Wording RevokedAdded = new(
        "The payment is revoked (outcome 3) and the total adds it instead of taking it off.",
        "Il pagamento è revocato (esito 3) e il totale lo somma invece di sottrarlo."
    );

    public static readonly Wording MovementDiffers = new(
        "The treasury movement is of {movement} cents, the flow to {flow}.",
        "Il movimento di tesoreria è di {movement} centesimi, il flusso di rendicontazione di {flow}."
    );

    public static readonly Wording MovementsDiffer = new(
        "The treasury movements add up to {movements} cents, the flow to {flow}.",
        "I movimenti di tesoreria ammontano a {movements} centesimi, il flusso di rendicontazione a {flow}."
    );

    public static readonly Wording AccountedAmountChanged = new(
        "A reversale was issued on the earlier revision, whose total was different.",
        "Sulla revisione precedente, che aveva un totale diverso, è stata emessa una reversale."
    );

    public static readonly Wording AccountedPaymentsChanged = new(
        "A reversale was issued on the earlier revision, which had other payments.",
        "Sulla revisione precedente, che aveva altri pagamenti, è stata emessa una reversale."
    );

    public static readonly Wording LaterRevisionCame = new(
        "A later revision of the flow came",
        "È arrivata una revisione successiva del flusso di rendicontazione"
    );
}
