using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.OAuth;

internal static class OAuthErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            401,
            "invalid-client",
            new(
                "The client does not exist, is not active, or its secret is wrong or expired.",
                "Il client non esiste, non è attivo, oppure il suo client secret è errato o scaduto."
            ),
            new("Check client_id and client_secret.", "Controllare client_id e client_secret.")
        ),
        ErrorCode
            .Problem(
                400,
                "invalid-request",
                new(
                    "The token request lacks a parameter or has one twice (RFC 6749, invalid_request).",
                    "Alla richiesta di token manca un parametro, oppure ne ha uno due volte (RFC 6749, invalid_request)."
                ),
                new(
                    "Send the parameters of a client-credentials request, each once.",
                    "Inviare i parametri di una richiesta client-credentials, una volta ciascuno."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode
            .Problem(
                400,
                "invalid-scope",
                new(
                    "The client does not have a scope that the request asks for.",
                    "Il client non ha un ambito (scope) che la richiesta chiede."
                ),
                new(
                    "Ask for scopes the client has, or leave scope out to get all of them.",
                    "Chiedere ambiti che il client ha, oppure omettere scope per averli tutti."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            429,
            "too-many-attempts",
            new(
                "Too many wrong secrets of the client came from this address within a minute.",
                "Da questo indirizzo sono giunti in un minuto troppi client secret errati."
            ),
            new(
                "Wait as long as Retry-After says, then send the right one.",
                "Attendere il tempo indicato da Retry-After, poi inviare quello corretto."
            )
        ),
        ErrorCode
            .Problem(
                400,
                "unsupported-grant-type",
                new(
                    "The grant type is another than client_credentials.",
                    "Il tipo di concessione (grant type) è diverso da client_credentials."
                ),
                new("Send grant_type=client_credentials.", "Inviare grant_type=client_credentials.")
            )
            .Also(CodePlaces.Field),
    ];
}
