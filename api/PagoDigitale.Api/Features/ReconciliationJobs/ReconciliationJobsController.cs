using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

[Tags("reconciliation-jobs"), Route("v1/organizations/{organization}/reconciliation-jobs")]
public sealed class ReconciliationJobsController : ApiController
{
    [HttpGet, Operation(Scopes.ReconciliationJobsRead, MayReadStandby = true), ProducesResponseType<Page<ReconciliationJobModel>>(200)]
    public async Task<IActionResult> ListReconciliationJobs(
        [FromServices] ListReconciliationJobsHandler handler,
        string organization,
        [FromQuery] ReconciliationJobFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.ReconciliationJobsWrite),
        ProducesResponseType<ReconciliationJobModel>(200),
        ProducesResponseType<ReconciliationJobModel>(202)
    ]
    public async Task<IActionResult> CreateReconciliationJob(
        [FromServices] CreateReconciliationJobHandler handler,
        string organization,
        [FromBody] ReconciliationJobInput input,
        CancellationToken ct
    ) =>
        CreatedOrFound(
            await handler.RunAsync(input, ct),
            j => $"/v1/organizations/{organization}/reconciliation-jobs/{j.Id}",
            statusWhenNew: 202
        );

    [HttpGet("{job}"), Operation(Scopes.ReconciliationJobsRead), ProducesResponseType<ReconciliationJobModel>(200)]
    public async Task<IActionResult> ReadReconciliationJob(
        [FromServices] ReadReconciliationJobHandler handler,
        string organization,
        string job,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(job, ct));

    [
        HttpGet("{job}/items"),
        Operation(Scopes.ReconciliationJobsRead, MayReadStandby = true),
        ProducesResponseType<Page<ReconciliationItemModel>>(200)
    ]
    public async Task<IActionResult> ListReconciliationItems(
        [FromServices] ListReconciliationItemsHandler handler,
        string organization,
        string job,
        [FromQuery] ReconciliationItemFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(job, filter, ct));
}
