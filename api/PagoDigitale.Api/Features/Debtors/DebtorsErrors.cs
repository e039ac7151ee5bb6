using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Debtors;

internal static class DebtorsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            409,
            "debtor-fiscal-code-taken",
            "Another debtor of the organization has the fiscal code.",
            "Use that debtor, or correct the code."
        ),
        ErrorCode.Problem(404, "debtor-not-found", "The organization has no such debtor.", "Use an identifier of listDebtors."),
        ErrorCode
            .Field(
                "fiscal-code-type-mismatch",
                "The type is G (entity) and the fiscal code is a person's.",
                "Use type F for a person, or the 11 digits of the entity."
            )
            .Also(CodePlaces.Row),
    ];
}
