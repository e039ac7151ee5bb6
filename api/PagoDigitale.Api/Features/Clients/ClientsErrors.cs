using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Clients;

internal static class ClientsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "client-not-found",
            "There is no such client, or the caller may not manage it.",
            "Use an identifier of listClients."
        ),
        ErrorCode.Problem(
            403,
            "grant-beyond-own",
            "A client cannot grant scopes or organizations that it does not have itself.",
            "Grant what the caller has, or use a client that has more."
        ),
        ErrorCode.Field(
            "organization-invalid",
            "The list does not hold fiscal codes of organizations, or *.",
            "Use the 11 digits of each organization, or * for all."
        ),
        ErrorCode.Field(
            "overlap-out-of-range",
            "The instant until which the previous secrets work is not within the next 90 days.",
            "Send an instant of the next 90 days, or leave it out to stop them at once."
        ),
        ErrorCode.Field(
            "scope-unknown",
            "The list names a scope that does not exist, or none.",
            "Use at least one of the scopes that openapi.yaml lists."
        ),
        ErrorCode.Problem(
            409,
            "too-many-secrets",
            "The client has as many secrets that still work as it may have.",
            "Rotate without an overlap, or wait until some expire."
        ),
    ];
}
