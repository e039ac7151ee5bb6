using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>What somebody, or time, has to do about an item (<see cref="Classifier"/>).</summary>
public static class NextStepTexts
{
    public static readonly Wording NothingToDo = new("Nothing: the item is regular.", "Nessuna azione: l'elemento è regolare.");

    public static readonly Wording AwaitMovement = new(
        "Nothing: the treasury movement will complete the item.",
        "Nessuna azione: il movimento di tesoreria completerà l'elemento."
    );

    public static readonly Wording AcceptProposal = new(
        "Look at listMovementProposals: accept one with matchMovements, or leave the movement out with ignoreMovement.",
        "Consultare listMovementProposals: accettarne una con matchMovements, oppure escludere il movimento con ignoreMovement."
    );

    public static readonly Wording DecideCredit = new(
        "A credit on the account may be its money: look at listMovementProposals and accept it with matchMovements. Otherwise "
            + "ask the treasurer, then the PSP.",
        "Un accredito sul conto può esserne il riversamento: consultare listMovementProposals e accettarlo con matchMovements. "
            + "Altrimenti chiedere al tesoriere, poi al PSP."
    );

    public static readonly Wording DropRepeatedCredit = new(
        "Look at the bank statement: leave the line out with ignoreMovement if it was exported twice; if the money came "
            + "twice, ask the treasurer and the PSP to take one back.",
        "Controllare l'estratto conto: escludere la riga con ignoreMovement se è stata esportata due volte; se la somma è stata "
            + "accreditata due volte, chiedere al tesoriere e al PSP di stornare uno dei due accrediti."
    );

    public static readonly Wording GiveBackOneCredit = new(
        "Ask the PSP: either the flow is to be revised, or one of the two credits goes back.",
        "Chiedere al PSP: o va revisionato il flusso di rendicontazione, o va restituito uno dei due accrediti."
    );

    public static readonly Wording ReviseRepeatedRow = new(
        "The payer paid once: ask the PSP for a revision without the repeated row, or to take its money back.",
        "Il pagatore ha pagato una sola volta: chiedere al PSP una revisione senza la riga ripetuta, oppure di stornarne l'importo."
    );

    public static readonly Wording AskReportedAmount = new(
        "Ask the PSP which amount was paid; a revision of the flow, or the difference, has to come. Refund nothing of it before.",
        "Chiedere al PSP quale importo è stato pagato; deve arrivare una revisione del flusso di rendicontazione, oppure la differenza. "
            + "Prima di allora non rimborsare nulla."
    );

    public static readonly Wording RefundSecondPayment = new(
        "Check with the payer and refund the second payment (refundPayerCredit), or assign it to another position "
            + "(assignPayerCredit).",
        "Verificare con il pagatore e rimborsare il secondo pagamento (refundPayerCredit), oppure assegnarlo a un'altra "
            + "posizione debitoria (assignPayerCredit)."
    );

    public static readonly Wording WithdrawDeclaration = new(
        "Withdraw the declaration if it was a mistake (withdrawOutsidePayment), otherwise refund the second payment "
            + "(refundPayerCredit).",
        "Ritirare la dichiarazione se era un errore (withdrawOutsidePayment), altrimenti rimborsare il secondo pagamento "
            + "(refundPayerCredit)."
    );

    public static readonly Wording BookAnew = new(
        "Annul the reversale and book the flow anew (annulReversale). Where the treasurer has executed it or its year is "
            + "over, book the difference in accounting; if a storno took its money back, wait for the right credit first.",
        "Annullare la reversale e contabilizzare di nuovo il flusso di rendicontazione (annulReversale). Se il tesoriere l'ha già "
            + "eseguita o il suo esercizio è chiuso, registrare la differenza in contabilità; se ne è stato stornato l'accredito, "
            + "attendere prima l'accredito corretto."
    );

    public static readonly Wording AskRevision = new(
        "Ask the PSP for a revision of the flow.",
        "Chiedere al PSP una revisione del flusso di rendicontazione."
    );

    public static readonly Wording AwaitPayment = new(
        "Wait for the payment; if the payer shows a receipt, recover it from the back office of pagoPA and upload it " + "(uploadReceipt).",
        "Attendere il pagamento; se il pagatore esibisce una ricevuta, recuperarla dal back office di pagoPA e caricarla "
            + "(uploadReceipt)."
    );

    public static readonly Wording AskDifference = new(
        "Ask the PSP for the difference. When the bank split or merged the credit put it together with matchMovements; a "
            + "credit of something else is taken off with unmatchMovement.",
        "Chiedere al PSP la differenza. Se la banca ha diviso o unito l'accredito, ricomporlo con matchMovements; un accredito "
            + "di altra natura si toglie con unmatchMovement."
    );

    public static readonly Wording AskLateCredit = new(
        "The credit is late: ask the treasurer, then the PSP.",
        "L'accredito è in ritardo: chiedere al tesoriere, poi al PSP."
    );

    public static readonly Wording AwaitCredit = new(
        "Wait for the credit, due on the next working day, or load the bank statement.",
        "Attendere l'accredito, previsto per il giorno lavorativo successivo, oppure caricare l'estratto conto."
    );

    public static readonly Wording AskWhatWasTakenBack = new(
        "Ask the treasurer and the PSP what was taken back and why; then put it to the rendicontazione with "
            + "matchMovements, or leave it out with ignoreMovement.",
        "Chiedere al tesoriere e al PSP che cosa è stato stornato e perché; poi abbinarlo alla rendicontazione con "
            + "matchMovements, oppure escluderlo con ignoreMovement."
    );

    public static readonly Wording AskIfCreditOfFlow = new(
        "Ask the PSP whether this credit stands for the one of the flow, and for a revision then.",
        "Chiedere al PSP se questo accredito sostituisce quello del flusso di rendicontazione e, in tal caso, una revisione."
    );

    public static readonly Wording CompareReceipt = new(
        "Compare the receipt with the bank statement, then match with matchMovements or leave it out with ignoreMovement.",
        "Confrontare la ricevuta con l'estratto conto, poi abbinare con matchMovements oppure escludere il movimento con "
            + "ignoreMovement."
    );

    public static readonly Wording AskWhatWasCredited = new(
        "Ask the treasurer what was credited, then match with matchMovements or leave it out with ignoreMovement.",
        "Chiedere al tesoriere che cosa è stato accreditato, poi abbinare con matchMovements oppure escludere il movimento con "
            + "ignoreMovement."
    );

    public static readonly Wording DownloadFlow = new(
        "Download the rendicontazione from the node; it may come up to two working days after the payments.",
        "Scaricare la rendicontazione dal nodo; può arrivare fino a due giorni lavorativi dopo i pagamenti."
    );

    public static readonly Wording RecoverReceiptOrMatch = new(
        "Recover the receipt from the back office of pagoPA or the other partner and upload it (uploadReceipt), or match "
            + "with matchMovements when it is known under another IUV.",
        "Recuperare la ricevuta dal back office di pagoPA o dall'altro partner tecnologico e caricarla (uploadReceipt), oppure "
            + "abbinare con matchMovements se è nota con un altro IUV."
    );

    public static readonly Wording IgnoreOrMatch = new(
        "Leave it out with ignoreMovement when it is not a pagoPA credit, otherwise match it with matchMovements.",
        "Escluderlo con ignoreMovement se non è un accredito pagoPA, altrimenti abbinarlo con matchMovements."
    );

    public static readonly Wording AwaitRendicontazione = new(
        "Wait until the end of the second working day after the payment, then ask the PSP for the rendicontazione.",
        "Attendere la fine del secondo giorno lavorativo dopo il pagamento, poi chiedere al PSP la rendicontazione."
    );

    public static readonly Wording ExecutedWithoutRequest = new(
        "Executed without request (outcome 9): no receipt will come; the row is the proof that the IUV was paid, and "
            + "settles its position once that is known.",
        "Eseguito senza richiesta (esito 9): non arriverà alcuna ricevuta; la riga prova che lo IUV è stato pagato e salda la "
            + "sua posizione debitoria quando questa è nota."
    );

    public static readonly Wording StandInWithoutRequest = new(
        "Executed in Stand-In without request (outcome 8): wait for the late receipt; if none comes within seven "
            + "days, the row is the proof and settles the position.",
        "Eseguito in Stand-In senza richiesta (esito 8): attendere la ricevuta tardiva; se non arriva entro sette giorni, la "
            + "riga vale come prova e salda la posizione debitoria."
    );

    public static readonly Wording StandIn = new(
        "Executed in Stand-In (outcome 4): wait for the late receipt; if none comes within seven days of the "
            + "rendicontazione, the row is the proof and settles the position.",
        "Eseguito in Stand-In (esito 4): attendere la ricevuta tardiva; se non arriva entro sette giorni dalla rendicontazione, "
            + "la riga vale come prova e salda la posizione debitoria."
    );

    public static readonly Wording CheckRevoked = new(
        "Revoked (outcome 3): check that the position is not left as paid.",
        "Revocato (esito 3): verificare che la posizione debitoria non risulti ancora pagata."
    );

    public static readonly Wording RecoverReceipt = new(
        "Look in listRefusedMessages; otherwise listMissingReceipts tells whether pagoPA is asked for it (connection biz-events). "
            + "What pagoPA does not know has to come from the other partner: upload it (uploadReceipt).",
        "Cercare in listRefusedMessages; altrimenti listMissingReceipts indica se viene chiesta a pagoPA (connessione biz-events). "
            + "Una ricevuta che pagoPA non conosce va richiesta all'altro partner tecnologico e caricata (uploadReceipt)."
    );

    public static readonly Wording TakeOffRevoked = new(
        "Ask the PSP why, and take the amount off what was collected (listCorrectionCases). If another payment still "
            + "pays the position, that is all: nothing is owed back of this one. If the position is open again, ask the payer "
            + "with a new one and cancel this one (cancelPosition).",
        "Chiedere al PSP il motivo e sottrarre l'importo da quanto incassato (listCorrectionCases). Se un altro pagamento copre "
            + "ancora la posizione debitoria, non serve altro: di questo non va restituito nulla. Se la posizione debitoria è di "
            + "nuovo aperta, chiedere l'importo al pagatore con una nuova e annullare questa (cancelPosition)."
    );

    public static readonly Wording RegisterPosition = new(
        "Register the position in the vertical that issued the IUV, or assign the payment to the notice it was meant for "
            + "(assignPayerCredit).",
        "Registrare la posizione debitoria nell'applicativo che ha emesso lo IUV, oppure assegnare il pagamento all'avviso a cui "
            + "era destinato (assignPayerCredit)."
    );

    public static readonly Wording RefundOrSettleSuccessor = new(
        "Refund the payer (refundPayerCredit), or settle with it what took the position's place (assignPayerCredit).",
        "Rimborsare il pagatore (refundPayerCredit), oppure saldare con l'importo ciò che ha sostituito la posizione debitoria "
            + "(assignPayerCredit)."
    );

    public static readonly Wording CollectOrRefundDifference = new(
        "If less was paid, collect the rest with a position of its own (createPosition) and write it off here "
            + "(cancelPosition); if more, refund what exceeds (refundPayerCredit) or assign it to another position "
            + "(assignPayerCredit).",
        "Se è stato pagato meno, riscuotere il resto con una posizione debitoria distinta (createPosition) e stralciarlo qui "
            + "(cancelPosition); se è stato pagato di più, rimborsare l'eccedenza (refundPayerCredit) o assegnarla a un'altra "
            + "posizione debitoria (assignPayerCredit)."
    );
}
