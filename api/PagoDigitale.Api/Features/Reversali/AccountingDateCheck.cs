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
                    ReversaliTexts.DateToCome.With(input.AccountingDate),
                    ReversaliTexts.GiveDateUpToToday
                )
            );
        var last = drafts
            .Where(d => d.AccountingDate < d.Transfer.MoneyDate || d.Transfer.MoneyDate > today)
            .MaxBy(d => d.Transfer.MoneyDate)
            ?.Transfer;
        if (last is null)
            return null;
        var came = (last.MovementDate is null ? ReversaliTexts.DayOfTransfer : ReversaliTexts.DayOfMovement).With(
            last.MoneyDate,
            last.FlussoId
        );
        if (last.MoneyDate > today)
            return ApiError.Invalid(
                new FieldError(
                    input.FlussoId is null ? "statementId" : "flussoId",
                    "money-to-come",
                    ReversaliTexts.MoneyToCome.With(came),
                    ReversaliTexts.IssueOnThatDay
                )
            );
        return ApiError.Invalid(
            new FieldError(
                "accountingDate",
                "accounting-date-before-money",
                ReversaliTexts.BeforeMoney.With(input.AccountingDate, came),
                ReversaliTexts.GiveDayOfMoney.With(last.MoneyDate)
            )
        );
    }
}
