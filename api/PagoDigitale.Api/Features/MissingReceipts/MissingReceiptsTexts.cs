using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.MissingReceipts;

internal static class MissingReceiptsTexts
{
    public static readonly Wording NotFound = new("Missing receipt not found", "Ricevuta mancante non trovata");

    public static readonly Wording NoSuch = new(
        "There is no missing receipt {missingReceipt} in this organization.",
        "In questo ente non esiste la ricevuta mancante {missingReceipt}."
    );

    public static readonly Wording Settled = new("There is no receipt to ask for", "Non c'è alcuna ricevuta da chiedere");

    public static readonly Wording NothingToAsk = new(
        "Its state is {state}: there is no receipt to ask for.",
        "Il suo stato è {state}: non c'è alcuna ricevuta da chiedere."
    );

    public static readonly Wording Unknown = new(
        "pagoPA knows no receipt {iur} of the IUV {iuv} of this organization",
        "pagoPA non conosce la ricevuta {iur} dello IUV {iuv} di questo ente"
    );

    public static readonly Wording AskOthers = new(
        "It is asked for again at nextAttemptAt. If it is another partner's, have it from them and upload it (uploadReceipt); otherwise "
            + "ask the PSP that reports the payment.",
        "Viene chiesta di nuovo a nextAttemptAt. Se è di un altro partner, richiederla a quest'ultimo e caricarla (uploadReceipt); "
            + "altrimenti rivolgersi al PSP che rendiconta il pagamento."
    );

    public static readonly Wording Contradictory = new(
        "The receipt that pagoPA gave cannot be taken: {reason}",
        "La ricevuta fornita da pagoPA non è accettabile: {reason}"
    );

    public static readonly Wording ReadAnswer = new(
        "Read what was answered (listConnectionExchanges of biz-events), and ask pagoPA or the PSP which of the two is right.",
        "Leggere la risposta (listConnectionExchanges di biz-events) e chiedere a pagoPA o al PSP quale dei due dati è corretto."
    );
}
