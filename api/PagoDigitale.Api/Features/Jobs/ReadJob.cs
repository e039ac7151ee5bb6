using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Jobs;

public sealed class ReadJobHandler(TenantSession session)
{
    public async Task<Outcome<JobModel>> RunAsync(string job, CancellationToken ct)
    {
        if (!PublicId.TryParse(job, JobModel.Prefix, out var id))
            return ApiError.NotFound("job-not-found", JobsTexts.NotFound, JobsTexts.NoSuchJob.With(job));
        var found = await session.QueryAsync($"SELECT {JobRows.Columns} FROM door.jobs WHERE job_id = $1", JobRows.Map, ct, id);
        return found.Count == 1 ? found[0] : ApiError.NotFound("job-not-found", JobsTexts.NotFound, JobsTexts.NoSuchJob.With(job));
    }
}
