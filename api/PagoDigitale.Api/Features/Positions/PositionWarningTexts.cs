using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What whoever reads or changes a position has to know now.</summary>
internal static class PositionWarningTexts
{
    public static readonly Wording IsCancelled = new(
        "A position with this externalId exists and is cancelled: nobody can pay it.",
        "Esiste una posizione debitoria con questo externalId ed è annullata: nessuno può pagarla."
    );
    public static readonly Wording ReopenOrRename = new(
        "Reopen it (reopenPosition) if the debt is owed after all, or send the new debt with an externalId of its own.",
        "Riaprirla (reopenPosition) se il debito è comunque dovuto, oppure inviare il nuovo debito con un externalId " + "proprio."
    );

    public static readonly Wording IsReplaced = new(
        "Notice {notice} (payment option {option}, instalment {instalment}) is no part of the position as it was sent now: nobody can "
            + "pay it any more.",
        "L'avviso {notice} (opzione di pagamento {option}, rata {instalment}) non fa più parte della posizione debitoria così come è "
            + "stata inviata ora: nessuno può più pagarlo."
    );
    public static readonly Wording GiveNoticesAgain = new(
        "Tell who has it, and give out the notices that the position has now.",
        "Avvisare chi ne ha copia, e consegnare gli avvisi che la posizione debitoria ha ora."
    );

    public static readonly Wording IsKeptBack = new(
        "pagoPA may not push the position as a request to pay any more. If it has pushed it already, it does not call it back.",
        "pagoPA non può più inviare la posizione debitoria come richiesta di pagamento. Se l'ha già inviata, non la richiama."
    );
    public static readonly Wording TellIfAsked = new(
        "Tell the debtor, who may have been asked in the bank's app, if paying at once does harm.",
        "Avvisare il soggetto debitore, che potrebbe aver ricevuto la richiesta nell'app della banca, se pagare subito lo danneggia."
    );
    public static readonly Wording IsReleased = new(
        "pagoPA may push the position as a request to pay from now on, and does so at once where the debtor's bank takes part.",
        "D'ora in poi pagoPA può inviare la posizione debitoria come richiesta di pagamento, e lo fa subito se la banca del soggetto "
            + "debitore aderisce."
    );
    public static readonly Wording OnlyWhatMayGo = new(
        "Nothing to do if that is meant: what is pushed cannot be called back.",
        "Nessuna azione se è quanto voluto: ciò che è inviato non si può richiamare."
    );

    public static readonly Wording HasOtherTerms = new(
        "Notice {notice} was last printed on {day} and shows the amount, the day or the text as it was then.",
        "L'avviso {notice} è stato stampato l'ultima volta il {day} e mostra l'importo, la data o il testo di allora."
    );
    public static readonly Wording PrintForPayer = new(
        "The paper can still be paid: payers are asked what is owed now. Print the notice again and give it to the " + "debtor.",
        "La copia stampata resta pagabile: a chi paga è chiesto quanto è dovuto ora. Stampare di nuovo l'avviso e "
            + "consegnarlo al soggetto debitore."
    );
    public static readonly Wording HasOtherDebtor = new(
        "Notice {notice} was last printed on {day} and shows the debtor as it was then.",
        "L'avviso {notice} è stato stampato l'ultima volta il {day} e mostra il soggetto debitore di allora."
    );
    public static readonly Wording PrintIfNeeded = new(
        "The paper can still be paid, and the receipt will show the corrected debtor. Print the notice again if the "
            + "debtor needs the right one.",
        "La copia stampata resta pagabile, e la ricevuta mostrerà il soggetto debitore corretto. Stampare di nuovo "
            + "l'avviso se al soggetto debitore occorre quello corretto."
    );

    public static readonly Wording IsBeingPaid = new(
        "Somebody has begun to pay notice {notice}; the payment can arrive until {until}. What is changed now is told "
            + "when the node asks next.",
        "È iniziato il pagamento dell'avviso {notice}; il pagamento può arrivare fino a {until}. Quanto si modifica ora è "
            + "comunicato alla prossima richiesta del nodo."
    );
    public static readonly Wording NeedNotWait = new(
        "Nothing has to wait. A payment of what was told before is taken all the same, and its receipt says so "
            + "(`amount-mismatch`, `state-mismatch`).",
        "Non occorre attendere. Un pagamento di quanto comunicato prima è comunque acquisito, e la sua ricevuta lo "
            + "segnala (`amount-mismatch`, `state-mismatch`)."
    );

    public static readonly Wording CheckDigitsAreWrong = new(
        "The check digits of notice {notice} do not hold. It was made elsewhere and is registered as it came.",
        "Le cifre di controllo dell'avviso {notice} non sono corrette. È stato creato altrove ed è registrato così come è " + "arrivato."
    );
    public static readonly Wording CompareWithPaper = new(
        "Compare it with the paper the payer holds: if a digit was mistyped nobody can pay it. Cancel the position and "
            + "create it again with the right number.",
        "Confrontarlo con l'avviso in possesso del pagatore: se una cifra è errata nessuno può pagarlo. Annullare la posizione "
            + "debitoria e crearla di nuovo con il numero corretto."
    );
}
