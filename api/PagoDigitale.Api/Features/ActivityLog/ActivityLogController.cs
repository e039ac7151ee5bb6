using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ActivityLog;

[Tags("activity-log"), Route("v1/organizations/{organization}/activity-log")]
public sealed class ActivityLogController(ActivityLogQueries queries) : ApiController
{
    [HttpGet, Operation(Scopes.ActivityLogRead), ProducesResponseType<Page<ActivityModel>>(200)]
    public async Task<IActionResult> ListActivityLog(string organization, [FromQuery] ActivityFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, ct));

    [HttpGet("verification"), Operation(Scopes.ActivityLogRead), ProducesResponseType<ActivityVerification>(200)]
    public async Task<IActionResult> VerifyActivityLog(string organization, [FromQuery] KnownEntry known, CancellationToken ct) =>
        Answer(await queries.VerifyAsync(known, ct));
}
