using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>What the operations on flows say; of files and rows see FlowFileTexts, FlowRowTexts and FlowVerdictTexts.</summary>
internal static class FlowsTexts
{
    public static readonly Wording NotFound = new("Flow not found", "Flusso di posizioni debitorie non trovato");

    public static readonly Wording NoSuch = new(
        "There is no flow '{flow}' in this organization.",
        "In questo ente non esiste il flusso di posizioni debitorie '{flow}'."
    );

    public static readonly Wording NotCancellable = new("The flow cannot be cancelled any more", "Il flusso non può più essere annullato");

    public static readonly Wording CancelPositions = new(
        "A flow can be cancelled until it is confirmed; this one is '{state}'. Cancel its positions one by one.",
        "Un flusso può essere annullato finché non è confermato; questo è '{state}'. Annullare le sue posizioni debitorie una per una."
    );

    public static readonly Wording NotReady = new("The flow is not ready", "Il flusso non è pronto");

    public static readonly Wording OnlyWhileReady = new(
        "This can be done while the flow is 'ready'; it is '{state}'.",
        "L'operazione è possibile quando il flusso è 'ready'; ora è '{state}'."
    );

    public static readonly Wording WaitUntilReady = new(
        "This can be done while the flow is 'ready'; it is '{state}'. Wait until its rows have been checked.",
        "L'operazione è possibile quando il flusso è 'ready'; ora è '{state}'. Attendere che le righe siano state controllate."
    );

    public static readonly Wording NoValidRows = new("The flow has no valid rows", "Il flusso non ha righe valide");

    public static readonly Wording NothingToGenerate = new(
        "Nothing would be generated: take rows back, or correct the file and upload it again.",
        "Non verrebbe generato nulla: reincludere righe escluse, oppure correggere il file e caricarlo di nuovo."
    );

    public static readonly Wording NoOutcome = new("The flow has no outcome", "Il flusso non ha un esito");

    public static readonly Wording OutcomeFromReady = new(
        "The outcome is there from 'ready' on; the flow is '{state}'.",
        "L'esito è disponibile dallo stato 'ready' in poi; il flusso è '{state}'."
    );

    public static readonly Wording OutcomeOfFailed = new(
        "The outcome is there from 'ready' on; the flow is '{state}'. {failure}",
        "L'esito è disponibile dallo stato 'ready' in poi; il flusso è '{state}'. {failure}"
    );

    public static readonly Wording ExternalIdTaken = new(
        "The external identifier belongs to another file",
        "L'identificativo esterno appartiene a un altro file"
    );

    public static readonly Wording GiveOwnExternalId = new(
        "Flow {flow} ('{fileName}', {state}) has the externalId '{externalId}' and another file. "
            + "Send this file with an identifier of its own.",
        "Il flusso {flow} ('{fileName}', {state}) ha l'externalId '{externalId}' e un altro file. "
            + "Inviare questo file con un identificativo proprio."
    );

    public static readonly Wording NoUnit = new(
        "is not the code of a unit of this organization",
        "non è il codice di una struttura di questo ente"
    );

    public static readonly Wording CreateUnit = new(
        "Create the unit, or use the code of one that exists.",
        "Creare la struttura, oppure usare il codice di una esistente."
    );

    public static readonly Wording NoService = new(
        "there is no service '{service}' in this organization",
        "in questo ente non esiste il servizio '{service}'"
    );

    public static readonly Wording CreateService = new(
        "Create the service first, or correct the code.",
        "Creare prima il servizio, oppure correggere il codice."
    );

    public static readonly Wording ServiceIsInactive = new(
        "the service '{service}' takes no new positions",
        "il servizio '{service}' non accetta nuove posizioni debitorie"
    );

    public static readonly Wording ActivateService = new(
        "Make the service active again, or use another one.",
        "Riattivare il servizio, oppure usarne un altro."
    );

    public static readonly Wording RowNumbersCount = new("must hold 1 to 1000 row numbers", "deve contenere da 1 a 1000 numeri di riga");

    public static readonly Wording SendSeveral = new(
        "Send 1 to 1000 row numbers; more in several requests.",
        "Inviare da 1 a 1000 numeri di riga; se sono di più, in più richieste."
    );

    public static readonly Wording RowNumbersPositive = new("must be positive", "deve contenere solo numeri positivi");

    public static readonly Wording UseRowNumber = new(
        "Use rowNumber as the list of rows gives it.",
        "Usare rowNumber così come appare nell'elenco delle righe."
    );

    /// <summary>In the place of the rows of a sentence.</summary>
    public static readonly Wording AndMoreRows = new("{rows} and {count} more", "{rows} e altre {count}");

    public static readonly Wording RowIsNotThere = new("row {row} is not in this flow", "la riga {row} non è in questo flusso");
    public static readonly Wording RowsAreNotThere = new("rows {rows} are not in this flow", "le righe {rows} non sono in questo flusso");

    public static readonly Wording RowIsRejected = new("row {row} is rejected", "la riga {row} è stata respinta");
    public static readonly Wording RowsAreRejected = new("rows {rows} are rejected", "le righe {rows} sono state respinte");

    public static readonly Wording RejectedStays = new(
        "What is rejected cannot be taken back: leave it out of the numbers, or correct the file and upload it again.",
        "Una riga respinta non può essere reinclusa: ometterla dai numeri, oppure correggere il file e caricarlo di nuovo."
    );

    public static readonly Wording RowIsIssued = new(
        "row {row} is issued already under the same external code",
        "la riga {row} è già stata emessa con lo stesso codice esterno"
    );

    public static readonly Wording RowsAreIssued = new(
        "rows {rows} are issued already under the same external code",
        "le righe {rows} sono già state emesse con lo stesso codice esterno"
    );

    public static readonly Wording LeaveOutSameDebt = new(
        "Leave it out of the numbers: it is the same debt. If it is owed twice, give the row another code and upload it again.",
        "Ometterla dai numeri: è lo stesso debito. Se è dovuto due volte, assegnare alla riga un altro codice e caricarla di nuovo."
    );

    public static readonly Wording NoEncoding = new("is not an encoding we read", "non è una codifica riconosciuta");

    public static readonly Wording UseEncoding = new(
        "Use one of {encodings}, or leave it out to have it recognised.",
        "Usare una tra {encodings}, oppure ometterla per farla riconoscere."
    );

    public static readonly Wording NoCode = new("is not a code", "non è un codice");

    public static readonly Wording GiveCode = new(
        "Use 1 to 35 letters, digits, dashes or underscores.",
        "Usare da 1 a 35 lettere, cifre, trattini o trattini bassi."
    );

    /// <summary>Of the title of what kept positions from being made.</summary>
    public static readonly Wording GenerationStopped = new("{reason}.", "Generazione interrotta: {reason}.");

    public static readonly Wording MendAndConfirm = new(
        "{remedy} Then confirm the flow again: it goes on where it stopped.",
        "{remedy} Poi confermare di nuovo il flusso: prosegue da dove si è interrotto."
    );
}
