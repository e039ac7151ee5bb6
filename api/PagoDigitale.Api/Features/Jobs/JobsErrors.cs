using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Jobs;

internal static class JobsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "job-not-found",
            new(
                "There is no such job, or it is done and forgotten.",
                "Il lavoro non esiste, oppure è concluso e non viene più conservato."
            ),
            new("Use an identifier of listJobs.", "Usare un identificativo di listJobs.")
        ),
        ErrorCode.Problem(
            409,
            "job-not-parked",
            new(
                "The job is not parked: it is running, tried again by itself or done.",
                "Il lavoro non è sospeso: è in corso, viene ritentato da solo oppure è concluso."
            ),
            new("Wait for it.", "Attendere che finisca.")
        ),
    ];
}
