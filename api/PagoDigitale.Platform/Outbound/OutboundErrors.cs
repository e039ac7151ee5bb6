using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Outbound;

/// <summary>Why a service that we call gave us nothing.</summary>
public static class OutboundErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Field(
                "address-not-allowed",
                new("The address may not be called from here.", "L'indirizzo non può essere chiamato da qui."),
                OutboundTexts.ListHost
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Failure(
            "service-unreachable",
            new("The service cannot be reached, or breaks the connection.", "Il servizio non è raggiungibile o interrompe la connessione."),
            OutboundTexts.CheckAddress
        ),
        ErrorCode.Failure(
            "service-not-secure",
            new("No secure connection to the service can be made.", "Non è possibile stabilire una connessione sicura con il servizio."),
            OutboundTexts.CheckCertificate
        ),
        ErrorCode.Failure(
            "service-timeout",
            new("The service gave no whole answer in time.", "Il servizio non ha dato una risposta completa in tempo."),
            OutboundTexts.ReadExchange
        ),
        ErrorCode.Failure(
            "service-denied",
            new("The service does not take the key (401, 403).", "Il servizio non accetta la chiave (401, 403)."),
            OutboundTexts.RenewKey
        ),
        ErrorCode.Failure(
            "service-throttled",
            new("The service wants to be called later (429).", "Il servizio chiede di essere chiamato più tardi (429)."),
            OutboundTexts.Wait
        ),
        ErrorCode.Failure("service-failed", new("The service failed (5xx).", "Il servizio è in errore (5xx)."), OutboundTexts.ReadExchange),
        ErrorCode.Failure(
            "service-refused",
            new("The service refused the call (4xx).", "Il servizio ha rifiutato la chiamata (4xx)."),
            OutboundTexts.ReadExchange
        ),
        ErrorCode.Failure(
            "answer-unreadable",
            new(
                "The service answered something else than its contract says.",
                "Il servizio ha risposto in modo diverso da quanto previsto dal suo contratto."
            ),
            OutboundTexts.ReadExchange
        ),
        ErrorCode.Failure(
            "answer-too-large",
            new("The answer is larger than is taken.", "La risposta supera la dimensione accettata."),
            OutboundTexts.ReadExchange
        ),
        ErrorCode.Failure(
            "service-resting",
            new(
                "The service failed again and again and is not called for a moment.",
                "Il servizio ha dato errori ripetuti e per qualche istante non viene chiamato."
            ),
            OutboundTexts.Wait
        ),
    ];
}
