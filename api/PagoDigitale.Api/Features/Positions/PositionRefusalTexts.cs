using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Why something cannot be done with a position as it is.</summary>
internal static class PositionRefusalTexts
{
    /// <summary>Of several notices: the first, and each after those before it.</summary>
    public static readonly Wording NoticeIs = new("Notice {notice} is {state}", "L'avviso {notice} è {state}");
    public static readonly Wording AndNoticeIs = new("{before}, Notice {notice} is {state}", "{before}, l'avviso {notice} è {state}");

    public static readonly Wording AlreadyPaid = new("Something of the position is paid", "Una parte della posizione debitoria è pagata");
    public static readonly Wording PaidStays = new("{states}. What is paid stays as it is.", "{states}. Ciò che è pagato resta com'è.");
    public static readonly Wording PaidShort = new(
        "{states}. What is paid stays as it is. Less was paid than was asked: write the rest off with cancelPosition; to "
            + "collect it, create a position for it (createPosition) and write it off here.",
        "{states}. Ciò che è pagato resta com'è. È stato pagato meno di quanto richiesto: annullare il residuo con "
            + "cancelPosition; per riscuoterlo, creare per esso una posizione debitoria (createPosition) e annullarlo qui."
    );
    public static readonly Wording PaidAwaitingReceipt = new(
        "{states}. What is paid stays as it is. A rendicontazione tells of it and its receipt is awaited: upload it "
            + "(uploadReceipt), or wait until a week after the rendicontazione came.",
        "{states}. Ciò che è pagato resta com'è. Ne dà notizia una rendicontazione e se ne attende la ricevuta: caricarla "
            + "(uploadReceipt), oppure attendere una settimana dall'arrivo della rendicontazione."
    );

    public static readonly Wording NotPayable = new("The instalment cannot be paid", "La rata non può essere pagata");
    public static readonly Wording PublishOrReopen = new(
        "Notice {notice} is {state}: publish or reopen the position first.",
        "L'avviso {notice} è {state}: prima pubblicare o riaprire la posizione debitoria."
    );

    public static readonly Wording OptionIsVoid = new("Another payment option was paid", "È stata pagata un'altra opzione di pagamento");
    public static readonly Wording OtherOptionIsPaid = new(
        "Notice {notice} can be paid no more: it is of an option that another took the place of.",
        "L'avviso {notice} non si può più pagare: è di un'opzione di cui un'altra ha preso il posto."
    );

    public static readonly Wording InProgress = new("A payment is in progress", "È in corso un pagamento");
    public static readonly Wording SomebodyIsPaying = new(
        "Somebody is paying notice {notice}, until {until} at most. Cancel with force=true all the same: should the money "
            + "come, it is taken and owed back to the payer.",
        "È in corso il pagamento dell'avviso {notice}, al più tardi fino a {until}. Per annullare comunque usare "
            + "force=true: se la somma arriva, viene acquisita e sarà da rimborsare al pagatore."
    );

    public static readonly Wording IsOver = new("The time to pay is over", "Il tempo per pagare è scaduto");
    public static readonly Wording ChangeDates = new(
        "Notice {notice} could be paid until {day}. Change its dates first.",
        "L'avviso {notice} era pagabile fino al {day}. Prima modificarne le date."
    );

    public static readonly Wording IsCancelled = new("The position is cancelled", "La posizione debitoria è annullata");
    public static readonly Wording ReopenFirst = new(
        "Its instalments are cancelled. Reopen it first.",
        "Le sue rate sono annullate. Prima riaprirla."
    );
    public static readonly Wording IsDraft = new("The position is a draft", "La posizione debitoria è in bozza");
    public static readonly Wording PublishInstead = new(
        "It has never been payable: publish it instead.",
        "Non è mai stata pagabile: pubblicarla."
    );

    public static readonly Wording GivenBack = new(
        "A payment of the position was given back",
        "Un pagamento della posizione debitoria è stato restituito"
    );
    public static readonly Wording PaidAfterCancelling = new(
        "Notice {notice} was paid after it had been cancelled, and the money was given back or assigned. Create a new "
            + "position for what is owed.",
        "L'avviso {notice} è stato pagato dopo l'annullamento, e la somma è stata rimborsata o attribuita ad altro. "
            + "Creare una nuova posizione debitoria per quanto è dovuto."
    );

    public static readonly Wording NotDeclaredPaid = new("The instalment was not declared paid", "La rata non è stata dichiarata pagata");
    public static readonly Wording NoOutsidePayment = new(
        "Notice {notice} is {state}: no payment outside the node was recorded.",
        "L'avviso {notice} è {state}: non è registrato alcun pagamento fuori dal nodo."
    );

    public static readonly Wording IsGrouped = new(
        "The external identifier belongs to a grouped position",
        "L'identificativo esterno appartiene a una posizione debitoria raggruppata"
    );
    public static readonly Wording ChangeGroup = new(
        "A flow grouped the row '{externalId}' with others of its debtor into position {position} ({state}): nothing was "
            + "changed. Change that position by its identifier (changePosition); send another debt with an externalId of its "
            + "own.",
        "Un flusso di posizioni debitorie ha raggruppato la riga '{externalId}' con altre dello stesso soggetto debitore nella posizione "
            + "debitoria {position} ({state}): nulla è stato modificato. Modificare quella posizione debitoria tramite il suo "
            + "identificativo (changePosition); inviare un altro debito con un externalId proprio."
    );
    public static readonly Wording ChangeGroupOfNotice = new(
        "A flow grouped the row '{externalId}' with others of its debtor into position {position}, notice {notice} "
            + "({state}): nothing was changed. Change that position by its identifier (changePosition); send another debt with "
            + "an externalId of its own.",
        "Un flusso di posizioni debitorie ha raggruppato la riga '{externalId}' con altre dello stesso soggetto debitore nella posizione "
            + "debitoria {position}, avviso {notice} ({state}): nulla è stato modificato. Modificare quella posizione debitoria "
            + "tramite il suo identificativo (changePosition); inviare un altro debito con un externalId proprio."
    );

    public static readonly Wording IsNotThePrice = new(
        "asks {asked} cents and the price of the service '{service}' is {price}",
        "è di {asked} centesimi, mentre il prezzo del servizio '{service}' è {price}"
    );
    public static readonly Wording AskThePrice = new(
        "Ask the price, or let the service take other amounts (allowsOtherAmounts).",
        "Indicare un importo pari al prezzo, oppure consentire al servizio altri importi (allowsOtherAmounts)."
    );
}
