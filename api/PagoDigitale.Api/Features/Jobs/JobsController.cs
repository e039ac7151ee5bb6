using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>For whoever runs the platform.</summary>
[Tags("jobs"), Route("v1/jobs")]
public sealed class JobsController(JobQueries queries, RetryJobHandler retry) : ApiController
{
    [HttpGet, Operation(Scopes.JobsManage), ProducesResponseType<Page<JobModel>>(200)]
    public async Task<IActionResult> ListJobs([FromQuery] JobFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, ct));

    [HttpGet("{backgroundJob}"), Operation(Scopes.JobsManage), ProducesResponseType<JobModel>(200)]
    public async Task<IActionResult> ReadJob(string backgroundJob, CancellationToken ct) =>
        Answer(await queries.ReadAsync(backgroundJob, ct));

    [HttpPost("{backgroundJob}/retry"), Operation(Scopes.JobsManage), ProducesResponseType<JobModel>(200)]
    public async Task<IActionResult> RetryJob(string backgroundJob, CancellationToken ct) =>
        Answer(await retry.RunAsync(backgroundJob, ct));
}
