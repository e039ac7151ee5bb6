using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Reversali;

internal static class ReversaleWarningTexts
{
    public static readonly Wording NoMovement = new(
        "No treasury movement says that the {amount} euro came: they were accounted on the " + "rendicontazione alone.",
        "Nessun movimento di tesoreria attesta l'incasso dei {amount} euro: sono stati contabilizzati sulla sola " + "rendicontazione."
    );

    public static readonly Wording ReconcileStatement = new(
        "Upload the bank statement with the credit of the flow and reconcile: the movement is tied to the reversale and "
            + "this warning is gone. Where no statements are loaded, "
            + "compare with the treasurer's account; if the money did not come, ask the PSP for the transfer.",
        "Caricare l'estratto conto con l'accredito del flusso di rendicontazione e riconciliare: il movimento viene legato alla reversale "
            + "e l'avvertenza scompare. Se non si caricano estratti conto, confrontare con il giornale di cassa del tesoriere; se la "
            + "somma non è stata accreditata, chiedere al PSP il riversamento."
    );

    public static readonly Wording NothingAllocated = new(
        "No accertamento was found for any of the {amount} euro.",
        "Per nessuno dei {amount} euro è stato trovato un accertamento."
    );

    public static readonly Wording PartlyUnallocated = new(
        "No accertamento was found for {unallocated} of the {amount} euro.",
        "Per {unallocated} dei {amount} euro non è stato trovato un accertamento."
    );

    public static readonly Wording BookAndPrevent = new(
        "Annul the reversale (annulReversale), give the service an accertamento (changeService), allocate what was issued "
            + "without one (allocateService) and issue "
            + "the reversale anew; or book the amount in accounting by hand. listAllocations with reversaleId lists the payments. "
            + "Second payments and payments of unknown notices belong "
            + "to no accertamento: refund them, or assign them to another notice and issue anew.",
        "Annullare la reversale (annulReversale), assegnare al servizio un accertamento (changeService), imputare quanto emesso "
            + "senza (allocateService) ed emettere "
            + "di nuovo la reversale; oppure registrare l'importo in contabilità a mano. listAllocations con reversaleId elenca i "
            + "pagamenti. I secondi pagamenti e i pagamenti di avvisi sconosciuti non appartengono "
            + "ad alcun accertamento: rimborsarli, oppure assegnarli a un altro avviso ed emettere di nuovo."
    );

    public static readonly Wording MoreTakenBack = new(
        "The flow takes back {amount} euro of earlier payments that no line here can be lowered by: "
            + "the lines exceed the transfer by them.",
        "Il flusso di rendicontazione storna {amount} euro di pagamenti precedenti per i quali nessuna riga qui può essere ridotta: "
            + "le righe superano il riversamento di tale importo."
    );

    public static readonly Wording TakeOffBooked = new(
        "Take them off what was booked for these payments: off what an earlier reversale left without an accertamento, "
            + "when they were second payments, or off the accertamento "
            + "that listCorrectionCases names.",
        "Sottrarli da quanto contabilizzato per questi pagamenti: da ciò che una reversale precedente ha lasciato senza accertamento, "
            + "se erano secondi pagamenti, oppure dall'accertamento "
            + "indicato da listCorrectionCases."
    );
}
