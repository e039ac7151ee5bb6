using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Services;

internal static class ServicesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Field(
                "accertamento-inactive",
                "The accertamento is there and takes no new revenue.",
                "Make it active again, or use another one."
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "amount-out-of-range",
                "The amount is not between its limits.",
                "Use 1 to 99999999999 cents. Of a rendicontazione it is told as it came."
            )
            .Also(CodePlaces.Anomaly),
        ErrorCode.Field("chapter-mismatch", "The chapter is not that of the accertamento.", "Use the chapter of the accertamento."),
        ErrorCode
            .Field(
                "iban-inactive",
                "The account is there and is not active.",
                "Make it active again with changeIban, or use another account."
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Field(
            "iban-not-postal",
            "The account is not one of Poste Italiane.",
            "Give a postal account (ABI 07601), or leave it out."
        ),
        ErrorCode.Problem(
            409,
            "service-already-exists",
            "The organization has a service with this code.",
            "Change it with changeService, or use another code."
        ),
        ErrorCode
            .Problem(404, "service-not-found", "The organization has no such service.", "Create the service first, or correct the code.")
            .Also(CodePlaces.Field | CodePlaces.Row),
        ErrorCode.Field(
            "unit-not-found",
            "The organization has no such unit.",
            "Create the unit first, correct the code, or leave it out."
        ),
    ];
}
