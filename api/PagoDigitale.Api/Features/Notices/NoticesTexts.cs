using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>What is told of notices and of the papers they are printed on.</summary>
internal static class NoticesTexts
{
    public static readonly Wording NotFound = new("Notice not found", "Avviso non trovato");
    public static readonly Wording NoSuch = new(
        "There is no notice '{notice}' in this organization.",
        "Non esiste l'avviso '{notice}' in questo ente."
    );
    public static readonly Wording FlowNotFound = new("Flow not found", "Flusso di posizioni debitorie non trovato");
    public static readonly Wording NoSuchFlow = new(
        "There is no flow '{flow}' in this organization.",
        "Non esiste il flusso di posizioni debitorie '{flow}' in questo ente."
    );
    public static readonly Wording IbanNotFound = new("Iban not found", "IBAN non trovato");
    public static readonly Wording NoSuchIban = new(
        "There is no iban '{iban}' in this organization.",
        "Non esiste l'IBAN '{iban}' in questo ente."
    );

    public static readonly Wording FlowHasNone = new("The flow has no notices", "Il flusso di posizioni debitorie non ha avvisi");
    public static readonly Wording FlowIsNotCompleted = new(
        "The flow is {state}: its notices can be downloaded when it is completed.",
        "Il flusso di posizioni debitorie è {state}: i suoi avvisi si possono scaricare quando è completato."
    );
    public static readonly Wording FlowHasNonePayable = new(
        "The flow has no notice that can still be paid.",
        "Il flusso di posizioni debitorie non ha avvisi ancora pagabili."
    );

    public static readonly Wording CannotBePrinted = new("The notice cannot be printed", "L'avviso non può essere stampato");
    public static readonly Wording IsPastLastDay = new(
        "It could be paid until {day}: give the instalment a later last day.",
        "Era pagabile fino al {day}: indicare per la rata un ultimo giorno successivo."
    );
    public static readonly Wording IsPastDueDate = new(
        "It was due on {day} and the service takes no late payments: give the instalment a later due date.",
        "Scadeva il {day} e il servizio non accetta pagamenti tardivi: indicare per la rata una scadenza successiva."
    );
    public static readonly Wording IsDraft = new(
        "The position is a draft: publish it first.",
        "La posizione debitoria è in bozza: prima pubblicarla."
    );
    public static readonly Wording HasExpired = new(
        "It has expired: reopen the position first.",
        "È scaduto: prima riaprire la posizione debitoria."
    );
    public static readonly Wording WasCancelled = new(
        "It was cancelled: reopen the position first.",
        "È stato annullato: prima riaprire la posizione debitoria."
    );
    public static readonly Wording IsVoid = new(
        "Another payment option of its position was paid: print a notice of that one.",
        "È stata pagata un’altra opzione della posizione: stampare un avviso di quella."
    );
    public static readonly Wording WasReplaced = new(
        "Another notice has taken its place: print that one.",
        "Un altro avviso ne ha preso il posto: stampare quello."
    );
    public static readonly Wording IsPaid = new(
        "It is paid already: its receipt can be downloaded instead.",
        "È già pagato: se ne può scaricare la ricevuta."
    );

    /// <summary>In the list of notices that the ZIP file lacks.</summary>
    public static readonly Wording InternalError = new("internal error", "errore interno");

    /// <summary>States in which a flow has no notices yet, or never.</summary>
    public static readonly Wording Received = new("received", "ricevuto");
    public static readonly Wording Validating = new("validating", "in verifica");
    public static readonly Wording Ready = new("ready", "pronto");
    public static readonly Wording Generating = new("generating", "in generazione");
    public static readonly Wording Failed = new("failed", "in errore");
    public static readonly Wording Cancelled = new("cancelled", "annullato");

    public static Wording StateOf(FlowState state) =>
        state switch
        {
            FlowState.Received => Received,
            FlowState.Validating => Validating,
            FlowState.Ready => Ready,
            FlowState.Generating => Generating,
            FlowState.Failed => Failed,
            FlowState.Cancelled => Cancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "In this state a flow has notices."),
        };
}
