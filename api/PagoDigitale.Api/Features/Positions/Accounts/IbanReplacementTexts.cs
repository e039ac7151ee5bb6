using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>What is told of replacements of accounts. Why one failed is stored.</summary>
internal static class IbanReplacementTexts
{
    public static readonly Wording NotFound = new("Iban replacement not found", "Sostituzione di IBAN non trovata");
    public static readonly Wording NoSuch = new(
        "There is no iban replacement '{replacement}' in this organization.",
        "Non esiste la sostituzione di IBAN '{replacement}' in questo ente."
    );
    public static readonly Wording IbanNotFound = new("Iban not found", "IBAN non trovato");
    public static readonly Wording NoSuchIban = new(
        "There is no iban '{iban}' in this organization.",
        "Non esiste l'IBAN '{iban}' in questo ente."
    );

    public static readonly Wording NotCancellable = new(
        "The replacement cannot be cancelled any more",
        "La sostituzione non può più essere annullata"
    );
    public static readonly Wording ChangeBack = new(
        "It is {state}. What it has changed is changed back by replacing {newIban} with {iban}.",
        "È {state}. Per ripristinare quanto ha modificato, sostituire {newIban} con {iban}."
    );
    public static readonly Wording AlreadyScheduled = new(
        "The account is being replaced already",
        "Il conto è già in corso di sostituzione"
    );
    public static readonly Wording CancelOrWait = new(
        "{replacement} puts {newIban} in its place from {day} on and is {state}. Cancel it first with "
            + "cancelIbanReplacement, or wait for it.",
        "{replacement} lo sostituisce con {newIban} dal {day} ed è {state}. Annullarla prima con cancelIbanReplacement, "
            + "oppure attenderla."
    );

    public static readonly Wording IsTheSame = new("is the account to be replaced", "è il conto da sostituire");
    public static readonly Wording GiveOther = new("Give the account that takes its place.", "Indicare il conto che ne prende il posto.");
    public static readonly Wording IsInactive = new(
        "{iban} is not an active account of this organization",
        "{iban} non è un conto attivo di questo ente"
    );
    public static readonly Wording RegisterOrActivate = new(
        "Register it with createIban, or make it active again.",
        "Registrarlo con createIban, oppure riattivarlo."
    );
    public static readonly Wording HasPassed = new("{day} has passed", "{day} è una data passata");
    public static readonly Wording GiveDayFromToday = new("Give a day from today on.", "Indicare una data da oggi in poi.");
    public static readonly Wording IsTooEarly = new(
        "{day} comes less than {days} days after the account was registered: until pagoPA has it, no notice that names it " + "can be paid",
        "{day} cade meno di {days} giorni dopo la registrazione del conto: finché pagoPA non lo conosce, nessun avviso "
            + "che lo indica può essere pagato"
    );
    public static readonly Wording GiveLaterDay = new(
        "Give {day} or a later day. If the pagoPA back office shows the account as active already, say " + "isRegistrationConfirmed: true.",
        "Indicare {day} o una data successiva. Se il back office pagoPA mostra il conto già attivo, indicare "
            + "isRegistrationConfirmed: true."
    );

    public static readonly Wording AccountWasClosed = new(
        "The account {iban} is not active any more, and nothing was changed.",
        "Il conto {iban} non è più attivo, e nulla è stato modificato."
    );
    public static readonly Wording AskAgain = new(
        "Make it active again with changeIban, or choose another one, and ask for the replacement again.",
        "Riattivarlo con changeIban, oppure sceglierne un altro, e richiedere di nuovo la sostituzione."
    );

    public static readonly Wording Scheduled = new("scheduled", "programmata");
    public static readonly Wording Running = new("running", "in corso");
    public static readonly Wording Completed = new("completed", "conclusa");
    public static readonly Wording Cancelled = new("cancelled", "annullata");
    public static readonly Wording Failed = new("failed", "fallita");

    public static Wording StateOf(IbanReplacementState state) =>
        state switch
        {
            IbanReplacementState.Scheduled => Scheduled,
            IbanReplacementState.Running => Running,
            IbanReplacementState.Completed => Completed,
            IbanReplacementState.Cancelled => Cancelled,
            IbanReplacementState.Failed => Failed,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
