using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What a change of a setting means for open notices.</summary>
internal static class OpenNoticeTexts
{
    public static readonly Wording OrganizationClosed = new(
        "Open notices that cannot be paid while the organization is inactive: {count}. The node is told that it is not " + "here.",
        "Avvisi aperti non pagabili finché l'ente è inattivo: {count}. Al nodo si risponde che l'ente non è presente."
    );
    public static readonly Wording ReactivateOrganization = new(
        "Make the organization active again (isActive: true): they are payable as before.",
        "Riattivare l'ente (isActive: true): tornano pagabili come prima."
    );
    public static readonly Wording AccountClosed = new(
        "Open notices that still credit the account {iban}: {count}. Payers can go on paying them.",
        "Avvisi aperti che accreditano ancora il conto {iban}: {count}. Chi deve pagarli può continuare a farlo."
    );
    public static readonly Wording ReplaceAccount = new(
        "Put another account in its place on everything unpaid with replaceIban, before the bank closes it.",
        "Sostituirlo con un altro conto, su tutto ciò che non è pagato, tramite replaceIban, prima che la banca lo " + "chiuda."
    );
    public static readonly Wording StationPutAside = new(
        "Open notices with numbers of this station, which stay payable: {count}. The station goes on answering for them.",
        "Avvisi aperti con numeri di questa stazione, che restano pagabili: {count}. La stazione continua a rispondere " + "per essi."
    );
    public static readonly Wording KeepStation = new(
        "Keep the station connected on the node until they are paid or over.",
        "Mantenere la stazione collegata al nodo finché non sono pagati o scaduti."
    );
    public static readonly Wording ServiceClosed = new(
        "Open notices of the service, which stay payable: {count}.",
        "Avvisi aperti del servizio, che restano pagabili: {count}."
    );
    public static readonly Wording LatePaymentsEnded = new(
        "Open notices past their due date, which cannot be paid any more: {count}. Others stop being payable after " + "theirs.",
        "Avvisi aperti la cui scadenza è passata, non più pagabili: {count}. Gli altri cessano di esserlo dopo la " + "propria."
    );
    public static readonly Wording TakeLatePayments = new(
        "Let the service take late payments again (keepPayableAfterDueDate: true), or give the instalments a later due "
            + "date. Those expired meanwhile are reopened with reopenPosition.",
        "Consentire di nuovo al servizio i pagamenti tardivi (keepPayableAfterDueDate: true), oppure posticipare la "
            + "scadenza delle rate. Quelle scadute nel frattempo si riaprono con reopenPosition."
    );
    public static readonly Wording RequestsToPayForbidden = new(
        "Open notices that may not be pushed as requests to pay any more: {count}. Those that pagoPA has pushed already are not called "
            + "back.",
        "Avvisi aperti che non possono più essere inviati come richieste di pagamento: {count}. Quelli che pagoPA ha già inviato non "
            + "sono richiamati."
    );
    public static readonly Wording TellWhoWasAsked = new(
        "Tell debtors who may have been asked in their bank's app, if paying at once harms them.",
        "Avvisare i soggetti debitori che potrebbero aver ricevuto la richiesta nell'app della propria banca, se pagare subito li "
            + "danneggia."
    );
    public static readonly Wording RequestsToPayAllowed = new(
        "Open notices that pagoPA may push as requests to pay from now on: {count}. What is pushed cannot be called back.",
        "Avvisi aperti che d'ora in poi pagoPA può inviare come richieste di pagamento: {count}. Quanto è inviato non si può richiamare."
    );
    public static readonly Wording KeepSomeBack = new(
        "Where one of them must not be pushed, say so of its position (changePosition, requestToPay).",
        "Se uno di essi non deve essere inviato, indicarlo sulla sua posizione debitoria (changePosition, requestToPay)."
    );
    public static readonly Wording AccertamentoClosed = new(
        "Open notices allocated to the accertamento, which stay payable and are booked on it: {count}.",
        "Avvisi aperti imputati all'accertamento, che restano pagabili e vi sono contabilizzati: {count}."
    );
    public static readonly Wording NothingToDo = new(
        "Nothing has to be done for them; cancel the positions that nobody is to pay any more.",
        "Nessuna azione per essi; annullare le posizioni debitorie che nessuno deve più pagare."
    );
}
