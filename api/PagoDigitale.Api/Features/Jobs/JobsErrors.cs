using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Jobs;

internal static class JobsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(404, "job-not-found", "There is no such job, or it is done and forgotten.", "Use an identifier of listJobs."),
        ErrorCode.Problem(409, "job-not-parked", "The job is not parked: it is running, tried again by itself or done.", "Wait for it."),
    ];
}
