using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Receipts;

internal static class ReceiptsTexts
{
    public static readonly Wording NotFound = new("Receipt not found", "Ricevuta non trovata");

    public static readonly Wording NoSuch = new(
        "There is no receipt '{receipt}' in this organization.",
        "In questo ente non esiste la ricevuta '{receipt}'."
    );

    /// <summary>In the place of the PSP's name, where there is none.</summary>
    public static readonly Wording OutsideNode = new("Outside the node", "Fuori dal nodo");
    public static readonly Wording OfPayerCredit = new("Payer credit", "Credito di chi ha pagato");

    /// <summary>In the place of the note, of a payment that only a rendicontazione tells of.</summary>
    public static readonly Wording ReportedBy = new("Flow {flow}, outcome {outcome}", "Flusso di rendicontazione {flow}, esito {outcome}");

    public static readonly Wording TakenBack = new("The payment was taken back", "Il pagamento è stato annullato");

    public static readonly Wording TakenBackOn = new(
        "What was declared or reported as paid was taken back on {day}: nothing is attested any more.",
        "Quanto dichiarato o rendicontato come pagato è stato annullato il {day}: non si attesta più nulla."
    );

    public static readonly Wording Revoked = new("The payment was revoked", "Il pagamento è stato revocato");

    public static readonly Wording RevokedOn = new(
        "The PSP took this payment back, as the rendicontazione that came on {day} says: nothing is attested any more.",
        "Il PSP ha revocato questo pagamento, come risulta dal flusso di rendicontazione arrivato il {day}: non si attesta più nulla."
    );

    public static readonly Wording NoOriginal = new("The receipt has no original", "La ricevuta non ha un originale");

    public static readonly Wording NoMessageTells = new(
        "No message of the node tells of it: it was paid outside the node, or only a rendicontazione reports it.",
        "Nessun messaggio del nodo la riporta: il pagamento è avvenuto fuori dal nodo, oppure risulta solo da un flusso di "
            + "rendicontazione."
    );

    public static readonly Wording Unreadable = new("The receipt cannot be read", "La ricevuta non è leggibile");

    public static readonly Wording SendAsItCame = new(
        "Send the receipt as it came: paSendRTV2 or paSendRT, with or without its SOAP envelope, the element receipt alone, or "
            + "the JSON of pagoPA's service of receipts.",
        "Inviare la ricevuta come è arrivata: paSendRTV2 o paSendRT, con o senza la busta SOAP, il solo elemento receipt, oppure "
            + "il JSON del servizio ricevute di pagoPA."
    );

    public static readonly Wording Contradictory = new("The receipt cannot be true as it is", "La ricevuta non può essere vera così com'è");

    public static readonly Wording AskForOriginal = new(
        "Check that the file is whole and meant for this organization; ask whoever made it for the receipt as the " + "node issued it.",
        "Verificare che il file sia completo e destinato a questo ente; chiedere a chi lo ha prodotto la ricevuta come il "
            + "nodo l'ha emessa."
    );

    public static readonly Wording IdOfAnotherPayment = new(
        "receiptId is that of another payment.",
        "receiptId è quello di un altro pagamento."
    );

    public static readonly Wording NotPaid = new(
        "Only receipts of payments made are taken.",
        "Si acquisiscono solo ricevute di pagamenti eseguiti."
    );

    public static readonly Wording TransferRepeated = new("idTransfer is repeated.", "idTransfer è ripetuto.");

    public static readonly Wording SumDiffers = new(
        "paymentAmount is not the sum of the transfers.",
        "paymentAmount non è la somma dei versamenti."
    );

    public static readonly Wording IuvDiffers = new(
        "creditorReferenceId is not the IUV of noticeNumber.",
        "creditorReferenceId non è lo IUV di noticeNumber."
    );

    public static readonly Wording OfAnotherOrganization = new(
        "The receipt is of another organization and has no transfer for this one.",
        "La ricevuta è di un altro ente e non ha versamenti per questo."
    );

    public static readonly Wording RevisionTellsNoMore = new(
        "A revision of the rendicontazione tells of the payment no more",
        "Una revisione del flusso di rendicontazione non riporta più il pagamento"
    );
}
