using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>What is said where a credit of a payer is used: to refund it, to pay a notice, to claim what was given back too much.</summary>
internal static class PayerCreditTexts
{
    public static readonly Wording NoNotice = new("is not a notice of this organization", "non è un avviso di questo ente");

    public static readonly Wording UseOpenNotice = new(
        "Use the number of one of its notices that is open.",
        "Usare il numero di un suo avviso ancora da pagare."
    );

    public static readonly Wording GiveNoticeToPay = new(
        "Use the 18 digits of the notice to pay.",
        "Usare le 18 cifre dell'avviso da pagare."
    );

    public static readonly Wording NoticeOfSeveral = new(
        "The notice is not wholly the organization's own",
        "L'avviso non spetta interamente all'ente"
    );

    public static readonly Wording RefundInstead = new(
        "Notice {notice} has shares of other organizations: refund the payer instead.",
        "L'avviso {notice} ha quote di altri enti: rimborsare invece chi ha pagato."
    );

    public static readonly Wording TooLow = new("Less is owed back", "La somma da restituire è inferiore");

    public static readonly Wording TooLowFor = new(
        "{wanted} euro are asked for and {owed} euro are owed back to the payer of this receipt.",
        "Sono richiesti {wanted} euro, e a chi ha pagato questa ricevuta ne spettano in restituzione {owed}."
    );

    public static readonly Wording GiveNoticeThatClaims = new(
        "Use the 18 digits of the notice that asks for it.",
        "Usare le 18 cifre dell'avviso che la richiede."
    );

    public static readonly Wording MakePosition = new(
        "Make a position for what the payer has to give back, and use its notice.",
        "Creare una posizione debitoria per quanto chi ha pagato deve restituire e usarne l'avviso."
    );

    public static readonly Wording NothingToClaim = new("No more was given back than is owed", "Non è stato restituito più del dovuto");

    public static readonly Wording NoCaseToClose = new(
        "Of this receipt no more was given back than is owed back: there is no case to close.",
        "Di questa ricevuta non è stato restituito più del dovuto: non c'è un caso da chiudere."
    );

    public static readonly Wording NotClaiming = new("The notice does not ask for it", "L'avviso non la richiede");

    public static readonly Wording NoticeIsNotOwed = new(
        "Notice {notice} is the one of the payment itself, a draft, cancelled or replaced. Make a position for what has to be given back.",
        "L'avviso {notice} è quello del pagamento stesso, oppure è in bozza, annullato o sostituito. Creare una posizione debitoria per "
            + "quanto deve essere restituito."
    );

    public static readonly Wording ClaimsAlready = new("The notice asks for something else", "L'avviso richiede già altro");

    public static readonly Wording AllIsClaimed = new(
        "All {amount} euro of notice {notice} that are the organization's own are claims already.",
        "Tutti i {amount} euro dell'avviso {notice} che spettano all'ente sono già richieste di restituzione."
    );

    public static readonly Wording NoAmount = new("is not an amount", "non è un importo");
    public static readonly Wording GiveRefundedCents = new("Give the cents that were refunded.", "Indicare i centesimi rimborsati.");
    public static readonly Wording NotYet = new("{day} has not come yet", "è una data futura: {day}");

    public static readonly Wording RecordOnceMade = new("Record the refund once it is made.", "Registrare il rimborso una volta eseguito.");

    public static readonly Wording NoSuchUse = new(
        "is not a use of this receipt's credit",
        "non è un utilizzo del credito di questa ricevuta"
    );

    public static readonly Wording UseListed = new("Use an identifier of payerCreditUses.", "Usare un identificativo di payerCreditUses.");

    /// <summary>Why an assignment was taken back, where nobody asked for it.</summary>
    public static readonly Wording PaymentFell = new(
        "The payment whose credit was assigned was revoked, or brought less",
        "Il pagamento il cui credito era stato assegnato è stato revocato, o ha portato di meno"
    );
}
