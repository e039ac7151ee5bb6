using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ExpectedFlows;

[Tags("expected-flows"), Route("v1/organizations/{organization}/expected-flows")]
public sealed class ExpectedFlowsController : ApiController
{
    [HttpGet, Operation(Scopes.ExpectedFlowsRead, MayReadStandby = true), ProducesResponseType<Page<ExpectedFlow>>(200)]
    public async Task<IActionResult> ListExpectedFlows(
        [FromServices] ListExpectedFlowsHandler handler,
        string organization,
        [FromQuery] ExpectedFlowFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));
}
