using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// A reversale books money that came: its day is not before the money's and has come itself, whoever chose it. Days of earlier
/// reversali do not matter: a statement that is loaded late still has to be booked on its days, with the next numbers.
/// </summary>
internal static class AccountingDateCheck
{
    public static ApiError? Refusal(ReversaliInput input, IReadOnlyList<ReversaleDraft> drafts, DateOnly today)
    {
        if (input.AccountingDate > today)
            return ApiError.Invalid(
                new FieldError(
                    "accountingDate",
                    "accounting-date-future",
                    $"{input.AccountingDate:yyyy-MM-dd} has not come yet",
                    "Give a day from that of the money up to today, or leave it out."
                )
            );
        var last = drafts
            .Where(d => d.AccountingDate < d.Transfer.MoneyDate || d.Transfer.MoneyDate > today)
            .MaxBy(d => d.Transfer.MoneyDate)
            ?.Transfer;
        if (last is null)
            return null;
        var what = last.MovementDate is null ? "transfer that the rendicontazione tells" : "treasury movement";
        var came = $"{last.MoneyDate:yyyy-MM-dd}, the day of the {what} of flow {last.FlussoId}";
        if (last.MoneyDate > today)
            return ApiError.Invalid(
                new FieldError(
                    input.FlussoId is null ? "statementId" : "flussoId",
                    "money-to-come",
                    $"has money that has not come yet: it comes on {came}",
                    "Issue the reversale on that day or later; if the statement has a wrong day, withdraw it (withdrawBankStatement) "
                        + "and upload it mended."
                )
            );
        return ApiError.Invalid(
            new FieldError(
                "accountingDate",
                "accounting-date-before-money",
                $"{input.AccountingDate:yyyy-MM-dd} is before {came}",
                $"Give {last.MoneyDate:yyyy-MM-dd} or a later day, or leave it out."
            )
        );
    }
}
