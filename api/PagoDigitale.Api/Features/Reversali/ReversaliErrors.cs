using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Reversali;

internal static class ReversaliErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "accounting-date-before-money",
            "The accounting date is before the money came.",
            "Give the day that message names or a later one, or leave it out."
        ),
        ErrorCode.Field(
            "accounting-date-future",
            "The accounting date has not come yet.",
            "Give a day from that of the money up to today, or leave it out."
        ),
        ErrorCode.Field(
            "accounting-profile-missing",
            "The value is neither given nor in the organization's accounting profile.",
            "Send it, or write an accounting profile with changeOrganization."
        ),
        ErrorCode.Field(
            "collection-account-invalid",
            "The collection account does not have 1 to 35 characters.",
            "Shorten it, or leave it out to use the accounting profile."
        ),
        ErrorCode.Field(
            "counterpart-invalid",
            "The counterpart does not have 1 to 140 characters.",
            "Shorten it, or leave it out to use the accounting profile."
        ),
        ErrorCode.Field(
            "executed-on-invalid",
            "The day of the execution is not between the accounting date and today.",
            "Give the day the treasurer executed it."
        ),
        ErrorCode.Field(
            "flusso-id-invalid",
            "The text is not an identificativoFlusso.",
            "Use the identificativoFlusso of the rendicontazione."
        ),
        ErrorCode.Field(
            "money-to-come",
            "The money of the statement or flow has not come yet.",
            "Issue the reversale on the day it comes; if the statement has a wrong day, withdraw it and upload it mended."
        ),
        ErrorCode.Warning(
            "more-taken-back",
            "The flow takes back payments that no line of the reversale can be lowered by.",
            "Take them off what was booked for these payments."
        ),
        ErrorCode.Warning(
            "no-treasury-movement",
            "The money was accounted on the rendicontazione alone: no treasury movement says that it came.",
            "Upload the bank statement with the credit and reconcile."
        ),
        ErrorCode.Warning(
            "nothing-allocated",
            "No accertamento was found for any of the money.",
            "Allocate it in accounting, and give the services an accertamento for what comes."
        ),
        ErrorCode.Warning(
            "partly-unallocated",
            "No accertamento was found for a part of the money.",
            "Allocate it in accounting, and give the services an accertamento for what comes."
        ),
        ErrorCode.Problem(
            409,
            "reversale-annulled",
            "The reversale is annulled and cannot be executed.",
            "Record the execution of the one that took its place."
        ),
        ErrorCode.Problem(
            409,
            "reversale-executed",
            "The treasurer has executed the reversale.",
            "Correct it in accounting; listCorrectionCases states what of it was taken back."
        ),
        ErrorCode.Problem(404, "reversale-not-found", "The organization has no such reversale.", "Use an identifier of listReversali."),
        ErrorCode.Problem(
            409,
            "reversale-year-over",
            "The financial year of the reversale is over.",
            "Correct it in accounting; listCorrectionCases states what of it was taken back."
        ),
        ErrorCode.Field(
            "statement-or-flusso",
            "Not exactly one of statementId and flussoId is given.",
            "Send the statement whose transfers to account, or one flow."
        ),
    ];
}
