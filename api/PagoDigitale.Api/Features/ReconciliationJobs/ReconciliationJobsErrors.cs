using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

internal static class ReconciliationJobsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "external-id-invalid",
            "The external identifier does not have 1 to 128 characters.",
            "Use an identifier of at most 128 characters, or leave it out."
        ),
        ErrorCode.Field(
            "external-id-reserved",
            "The external identifier is the name of a run that goes by itself.",
            "Use another identifier, or leave it out."
        ),
        ErrorCode.Failure(
            "reconciliation-failed",
            "The reconciliation stopped at every attempt.",
            "Start it again; if it stops again, quote the identifier of the job when asking for help."
        ),
        ErrorCode.Problem(
            404,
            "reconciliation-job-not-found",
            "The organization has no such reconciliation job.",
            "Use the identifier that startReconciliationJob answered."
        ),
    ];
}
