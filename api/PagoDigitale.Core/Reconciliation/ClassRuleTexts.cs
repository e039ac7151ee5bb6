using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>Why an item has its class: the rules of <see cref="Classifier"/>, in its order.</summary>
public static class ClassRuleTexts
{
    public static readonly Wording CreditRepeated = new(
        "Another credit already brought this very amount for the same reference.",
        "Un altro accredito ha già portato questo stesso importo con lo stesso riferimento."
    );

    public static readonly Wording TransferredSingly = new(
        "The rendicontazione reports a payment that a transfer of its own had already brought.",
        "La rendicontazione riporta un pagamento già arrivato con un riversamento singolo."
    );

    public static readonly Wording RowRepeated = new(
        "Another row reports the same payment, with the same receipt.",
        "Un'altra riga riporta lo stesso pagamento, con la stessa ricevuta."
    );

    public static readonly Wording ReportedDifferently = new(
        "The rendicontazione reports another amount than the receipt has.",
        "La rendicontazione riporta un importo diverso da quello della ricevuta."
    );

    public static readonly Wording DebtPaidAlready = new(
        "Another payment already accounts for the same debt.",
        "Un altro pagamento copre già lo stesso debito."
    );

    public static readonly Wording PaidTwiceOutside = new(
        "The position was declared paid outside the node and was also paid through pagoPA.",
        "La posizione debitoria è stata dichiarata pagata fuori dal nodo ed è stata pagata anche tramite pagoPA."
    );

    public static readonly Wording PaidOutside = new(
        "The organization declared the position paid outside the node.",
        "L'ente ha dichiarato la posizione debitoria pagata fuori dal nodo."
    );

    public static readonly Wording AccountedDifferently = new(
        "A reversale was issued on the flow as it was, before its revision or its movement said otherwise.",
        "È stata emessa una reversale sul flusso di rendicontazione com'era, prima che la sua revisione o il suo movimento riportassero "
            + "dati diversi."
    );

    public static readonly Wording SumWrong = new(
        "The rows of the rendicontazione do not add up to its total: no split among accertamenti would close.",
        "La somma delle righe della rendicontazione non dà il suo totale: nessuna ripartizione tra accertamenti quadrerebbe."
    );

    public static readonly Wording PositionUnpaid = new(
        "The position is known and no receipt is.",
        "La posizione debitoria è nota, ma non risulta alcuna ricevuta."
    );

    public static readonly Wording CreditedDifferently = new(
        "The movement names the rendicontazione but its amount is different from the total reported.",
        "Il movimento cita la rendicontazione, ma il suo importo è diverso dal totale rendicontato."
    );

    public static readonly Wording AllAgree = new(
        "Position, receipt, rendicontazione and treasury movement agree.",
        "Posizione debitoria, ricevuta, rendicontazione e movimento di tesoreria coincidono."
    );

    public static readonly Wording AllButPositionAgree = new(
        "Receipt, rendicontazione and treasury movement agree.",
        "Ricevuta, rendicontazione e movimento di tesoreria coincidono."
    );

    public static readonly Wording FlowUncredited = new(
        "The rendicontazione has no treasury movement.",
        "La rendicontazione non ha alcun movimento di tesoreria."
    );

    public static readonly Wording MoneyOverdue = new(
        "The payment is reported and the money is overdue.",
        "Il pagamento è rendicontato e l'accredito è in ritardo."
    );

    public static readonly Wording ReportedWithPosition = new(
        "Position, receipt and rendicontazione agree; the credit is not due yet.",
        "Posizione debitoria, ricevuta e rendicontazione coincidono; l'accredito non è ancora atteso."
    );

    public static readonly Wording Reported = new(
        "Receipt and rendicontazione agree; the credit is not due yet.",
        "Ricevuta e rendicontazione coincidono; l'accredito non è ancora atteso."
    );

    public static readonly Wording MoneyTakenBack = new(
        "The bank took money from the account and names a rendicontazione or an IUV.",
        "La banca ha prelevato somme dal conto e cita una rendicontazione o uno IUV."
    );

    public static readonly Wording CreditOfReportedPayment = new(
        "A rendicontazione reports the payment this movement names, and its own transfer has not come.",
        "Una rendicontazione riporta il pagamento citato da questo movimento e il riversamento della stessa non è arrivato."
    );

    public static readonly Wording ReceiptCreditedDifferently = new(
        "The movement names the receipt's IUV but its amount is different.",
        "Il movimento cita lo IUV della ricevuta, ma il suo importo è diverso."
    );

    public static readonly Wording SingleTransfer = new(
        "The movement is the single transfer of one receipt.",
        "Il movimento è il riversamento singolo di una ricevuta."
    );

    public static readonly Wording FlussoIdUnsure = new(
        "The flow id is cut, or the movement names several: id and amount do not agree with one rendicontazione.",
        "L'identificativo del flusso di rendicontazione è troncato, oppure il movimento ne cita più d'uno: identificativo e importo non "
            + "coincidono con una sola rendicontazione."
    );

    public static readonly Wording NothingNamedButProposed = new(
        "The text of the movement names neither a rendicontazione nor an IUV; one of its amount is open.",
        "Il testo del movimento non cita né una rendicontazione né uno IUV; ne è aperta una dello stesso importo."
    );

    public static readonly Wording FlowPaidOutAlready = new(
        "The rendicontazione it names has another total and another movement.",
        "La rendicontazione citata ha un altro totale e un altro movimento."
    );

    public static readonly Wording FlowUnknown = new(
        "The movement names a rendicontazione that is not known.",
        "Il movimento cita una rendicontazione non presente."
    );

    public static readonly Wording IuvUnknown = new(
        "The movement names an IUV and no receipt is known.",
        "Il movimento cita uno IUV di cui non risulta alcuna ricevuta."
    );

    public static readonly Wording NothingNamed = new(
        "The text of the movement names neither a rendicontazione nor an IUV.",
        "Il testo del movimento non cita né una rendicontazione né uno IUV."
    );

    public static readonly Wording Unreported = new(
        "The receipt has not been reported by any rendicontazione.",
        "La ricevuta non è riportata da alcuna rendicontazione."
    );

    public static readonly Wording ReceiptMissing = new(
        "The rendicontazione reports an IUV without a receipt.",
        "La rendicontazione riporta uno IUV senza ricevuta."
    );

    public static readonly Wording Revoked = new(
        "The PSP revoked a payment that has a receipt (outcome 3).",
        "Il PSP ha revocato un pagamento che ha una ricevuta (esito 3)."
    );

    public static readonly Wording PositionUnknown = new(
        "The receipt belongs to no known position.",
        "La ricevuta non appartiene ad alcuna posizione debitoria nota."
    );

    public static readonly Wording PaidAfterRelease = new(
        "The position had been cancelled or replaced when it was paid.",
        "Quando è stata pagata, la posizione debitoria era già annullata o sostituita."
    );

    public static readonly Wording PaidDifferently = new(
        "The payment differs from the position in its amount or in the shares of its beneficiaries.",
        "Il pagamento è diverso dalla posizione debitoria per importo o per quote dei beneficiari."
    );
}
