using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Debtors;

internal static class DebtorsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            409,
            "debtor-fiscal-code-taken",
            new(
                "Another debtor of the organization has the fiscal code.",
                "Un altro soggetto debitore dell'ente ha questo codice fiscale."
            ),
            new("Use that debtor, or correct the code.", "Usare quel soggetto debitore, oppure correggere il codice.")
        ),
        ErrorCode.Problem(
            404,
            "debtor-not-found",
            new("The organization has no such debtor.", "L'ente non ha questo soggetto debitore."),
            new("Use an identifier of listDebtors.", "Usare un identificativo di listDebtors.")
        ),
        ErrorCode
            .Field(
                "fiscal-code-type-mismatch",
                new(
                    "The type is G (entity) and the fiscal code is a person's.",
                    "Il tipo è G (persona giuridica) e il codice fiscale è di una persona fisica."
                ),
                new(
                    "Use type F for a person, or the 11 digits of the entity.",
                    "Usare il tipo F per una persona fisica, oppure le 11 cifre della persona giuridica."
                )
            )
            .Also(CodePlaces.Row),
    ];
}
