using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

internal static class RefusedMessagesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            409,
            "not-replayable",
            new("A message of this kind cannot be replayed.", "Un messaggio di questo tipo non può essere rielaborato."),
            new(
                "Do what detail says: upload the file again, or dismiss the message.",
                "Seguire quanto indicato in detail: caricare di nuovo il file, oppure archiviare il messaggio."
            )
        ),
        ErrorCode.Problem(
            404,
            "refused-message-not-found",
            new("There is no such refused message.", "Il messaggio rifiutato non esiste."),
            new("Use an identifier of listRefusedMessages.", "Usare un identificativo di listRefusedMessages.")
        ),
        ErrorCode.Problem(
            409,
            "refused-message-taken",
            new(
                "The message was taken meanwhile: there is nothing to dismiss.",
                "Il messaggio è stato nel frattempo acquisito: non c'è nulla da archiviare."
            ),
            new("Nothing to do.", "Nessuna azione.")
        ),
    ];
}
