using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>Of runs. What they find is said by <see cref="Core.Reconciliation.Classifier"/>.</summary>
internal static class ReconciliationJobsTexts
{
    public static readonly Wording NotFound = new("Reconciliation job not found", "Riconciliazione non trovata");

    public static readonly Wording NoSuch = new(
        "There is no reconciliation job '{job}' in this organization.",
        "Questo ente non ha alcuna riconciliazione '{job}'."
    );

    public static readonly Wording FlussoIdLength = new("must have 1 to 70 characters", "deve avere da 1 a 70 caratteri");

    public static readonly Wording UseFlussoId = new(
        "Use the identificativoFlusso of the rendicontazione.",
        "Usare l'identificativoFlusso della rendicontazione."
    );

    public static readonly Wording OwnIdentifier = new(
        "is an identifier of ours, not of a PSP",
        "è un identificativo interno, non di un PSP"
    );

    public static readonly Wording UseFlussoIdOfPsp = new(
        "Use the identificativoFlusso of the rendicontazione, which it has as flussoId.",
        "Usare l'identificativoFlusso della rendicontazione, che essa riporta come flussoId."
    );

    public static readonly Wording ExternalIdLength = new("must have 1 to 128 characters", "deve avere da 1 a 128 caratteri");

    public static readonly Wording UseOwnId = new(
        "Use your own identifier of at most 128 characters, or leave it out.",
        "Usare un proprio identificativo di non più di 128 caratteri, oppure ometterlo."
    );

    public static readonly Wording ExternalIdReserved = new(
        "is the name of the run that goes by itself",
        "è il nome dell'esecuzione automatica"
    );

    public static readonly Wording UseAnotherId = new(
        "Use another identifier, or leave it out.",
        "Usare un altro identificativo, oppure ometterlo."
    );

    public static readonly Wording StatementUnknown = new(
        "is not a bank statement of this organization",
        "non è un estratto conto di questo ente"
    );

    public static readonly Wording UploadStatement = new(
        "Upload the statement first, and use the id of the answer.",
        "Caricare prima l'estratto conto e usare l'id della risposta."
    );

    public static readonly Wording RendicontazioneUnknown = new(
        "is not a rendicontazione of this organization",
        "non è una rendicontazione di questo ente"
    );

    public static readonly Wording UploadRendicontazione = new(
        "Upload the rendicontazione first, or leave the field out.",
        "Caricare prima la rendicontazione, oppure omettere il campo."
    );

    public static readonly Wording Stopped = new(
        "The reconciliation stopped at every attempt.",
        "La riconciliazione si è interrotta a ogni tentativo."
    );

    public static readonly Wording StartAgain = new(
        "Start it again; if it stops again, send us the identifier of the job.",
        "Avviarla di nuovo; se si interrompe ancora, citare l'identificativo del lavoro nella richiesta di assistenza."
    );
}
