using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>For whoever runs the platform.</summary>
[Tags("jobs"), Route("v1/jobs")]
public sealed class JobsController : ApiController
{
    [HttpGet, Operation(Scopes.JobsManage), ProducesResponseType<Page<JobModel>>(200)]
    public async Task<IActionResult> ListJobs([FromServices] ListJobsHandler handler, [FromQuery] JobFilter filter, CancellationToken ct) =>
        Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{backgroundJob}"), Operation(Scopes.JobsManage), ProducesResponseType<JobModel>(200)]
    public async Task<IActionResult> ReadJob([FromServices] ReadJobHandler handler, string backgroundJob, CancellationToken ct) =>
        Answer(await handler.RunAsync(backgroundJob, ct));

    [HttpPost("{backgroundJob}/retry"), Operation(Scopes.JobsManage), ProducesResponseType<JobModel>(200)]
    public async Task<IActionResult> RetryJob([FromServices] RetryJobHandler handler, string backgroundJob, CancellationToken ct) =>
        Answer(await handler.RunAsync(backgroundJob, ct));
}
