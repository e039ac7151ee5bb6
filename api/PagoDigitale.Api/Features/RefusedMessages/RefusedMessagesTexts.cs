using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.RefusedMessages;

internal static class RefusedMessagesTexts
{
    public static readonly Wording NotFound = new("Refused message not found", "Messaggio rifiutato non trovato");

    public static readonly Wording NoSuch = new(
        "There is no refused message '{refusedMessage}' in this organization.",
        "In questo ente non esiste il messaggio rifiutato '{refusedMessage}'."
    );

    public static readonly Wording Taken = new("The message has been taken", "Il messaggio è stato acquisito");

    public static readonly Wording NothingToDismiss = new(
        "It was replayed, or its sender repeated it, and it was understood: there is nothing to dismiss.",
        "È stato rielaborato, oppure il mittente lo ha ripetuto, ed è stato compreso: non c'è nulla da archiviare."
    );

    public static readonly Wording NotReplayable = new("The message cannot be replayed", "Il messaggio non può essere rielaborato");

    public static readonly Wording UploadStatementAgain = new(
        "Upload the statement again (uploadBankStatement) with the columns it has; previewBankStatement shows what is found.",
        "Caricare di nuovo l'estratto conto (uploadBankStatement) con le colonne che ha; previewBankStatement mostra che cosa si trova."
    );

    public static readonly Wording OnlyBeginningIsHere = new(
        "It was larger than the node may send, and only its beginning is here. Ask its sender for it, and upload the "
            + "receipt in it (uploadReceipt) if it is one.",
        "Era più grande di quanto il nodo può inviare, e ne è conservato solo l'inizio. Chiederlo al mittente e caricare la "
            + "ricevuta che contiene (uploadReceipt), se si tratta di una ricevuta."
    );

    public static readonly Wording QuestionHadItsAnswer = new(
        "It is a question of the node, which has had its answer and asks again by itself. Dismiss it once its reason is mended.",
        "È una richiesta del nodo, che ha avuto la sua risposta e la ripete da sé. Archiviarla una volta rimossa la causa."
    );
}
