using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ActivityLog;

[Tags("activity-log"), Route("v1/organizations/{organization}/activity-log")]
public sealed class ActivityLogController : ApiController
{
    [HttpGet, Operation(Scopes.ActivityLogRead), ProducesResponseType<Page<ActivityModel>>(200)]
    public async Task<IActionResult> ListActivityLog(
        [FromServices] ListActivityLogHandler handler,
        string organization,
        [FromQuery] ActivityFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("verification"), Operation(Scopes.ActivityLogRead), ProducesResponseType<ActivityVerification>(200)]
    public async Task<IActionResult> VerifyActivityLog(
        [FromServices] VerifyActivityLogHandler handler,
        string organization,
        [FromQuery] KnownEntry known,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(known, ct));
}
