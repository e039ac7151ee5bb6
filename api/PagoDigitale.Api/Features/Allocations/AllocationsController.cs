using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Allocations;

[Tags("allocations"), Route("v1/organizations/{organization}/allocations")]
public sealed class AllocationsController : ApiController
{
    [HttpGet, Operation(Scopes.AllocationsRead, MayReadStandby = true), ProducesResponseType<AllocationSummary>(200)]
    public async Task<IActionResult> ListAllocations(
        [FromServices] ListAllocationsHandler handler,
        string organization,
        [FromQuery] AllocationFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));
}
