using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.OAuth;

internal static class OAuthErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            401,
            "invalid-client",
            "The client does not exist, is not active, or its secret is wrong or expired.",
            "Check client_id and client_secret."
        ),
        ErrorCode
            .Problem(
                400,
                "invalid-request",
                "The token request lacks a parameter or has one twice (RFC 6749, invalid_request).",
                "Send the parameters of a client-credentials request, each once."
            )
            .Also(CodePlaces.Field),
        ErrorCode
            .Problem(
                400,
                "invalid-scope",
                "The client does not have a scope that the request asks for.",
                "Ask for scopes the client has, or leave scope out to get all of them."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            429,
            "too-many-attempts",
            "Too many wrong secrets of the client came from this address within a minute.",
            "Wait as long as Retry-After says, then send the right one."
        ),
        ErrorCode
            .Problem(
                400,
                "unsupported-grant-type",
                "The grant type is another than client_credentials.",
                "Send grant_type=client_credentials."
            )
            .Also(CodePlaces.Field),
    ];
}
