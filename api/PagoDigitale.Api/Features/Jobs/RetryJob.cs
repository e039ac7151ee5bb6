using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>Queues what was given up, with all its attempts. Retried again while it waits, it stays as it is.</summary>
public sealed class RetryJobHandler(ReadJobHandler readJob, JobQueue queue)
{
    public async Task<Outcome<JobModel>> RunAsync(string job, CancellationToken ct)
    {
        if (!PublicId.TryParse(job, JobModel.Prefix, out var id))
            return ApiError.NotFound("job-not-found", JobsTexts.NotFound, JobsTexts.NoSuchJob.With(job));
        var isQueued = await queue.RequeueAsync(id, ct);
        var read = await readJob.RunAsync(job, ct);
        if (isQueued || read.Error is not null || read.Value!.State == JobState.Queued)
            return read;
        return ApiError.Conflict("job-not-parked", JobsTexts.NotParked, JobsTexts.OnlyParked.With(job, StateText.Of(read.Value.State)));
    }
}
