using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What has to be known when it changes what pagoPA may push as a request to pay.</summary>
internal static class RequestToPayErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Warning(
            "open-notices-not-recalled",
            new(
                "Open notices may not be pushed as requests to pay any more; those pushed already are not called back.",
                "Gli avvisi aperti non possono più essere inviati come richieste di pagamento; quelli già inviati non sono richiamati."
            ),
            new(
                "Tell debtors who may have been asked, if paying at once harms them.",
                "Avvisare i soggetti debitori che potrebbero aver ricevuto la richiesta, se pagare subito li danneggia."
            )
        ),
        ErrorCode.Warning(
            "open-notices-released",
            new(
                "Open notices may be pushed as requests to pay from now on.",
                "D'ora in poi gli avvisi aperti possono essere inviati come richieste di pagamento."
            ),
            new(
                "Where one must not be, say so of its position (changePosition, requestToPay).",
                "Se uno non deve esserlo, indicarlo sulla sua posizione debitoria (changePosition, requestToPay)."
            )
        ),
        ErrorCode.Warning(
            "request-to-pay-not-recalled",
            new(
                "The position may not be pushed as a request to pay any more; if it was already, it is not called back.",
                "La posizione debitoria non può più essere inviata come richiesta di pagamento; se lo è già stata, non è richiamata."
            ),
            new(
                "Tell the debtor, who may have been asked, if paying at once does harm.",
                "Avvisare il soggetto debitore, che potrebbe aver ricevuto la richiesta, se pagare subito lo danneggia."
            )
        ),
        ErrorCode.Warning(
            "request-to-pay-released",
            new(
                "The position may be pushed as a request to pay from now on.",
                "D'ora in poi la posizione debitoria può essere inviata come richiesta di pagamento."
            ),
            new(
                "Nothing to do if that is meant: what is pushed cannot be called back.",
                "Nessuna azione se è quanto voluto: ciò che è inviato non si può richiamare."
            )
        ),
    ];
}
