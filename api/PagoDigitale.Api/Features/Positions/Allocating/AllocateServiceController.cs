using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Positions.Allocating;

/// <summary>An operation of services in the contract; it lives here because what it changes is positions.</summary>
[Tags("services"), Route("v1/organizations/{organization}/services/{service}")]
public sealed class AllocateServiceController : ApiController
{
    [HttpPost("allocate"), Operation(Scopes.PositionsWrite, CanConflict = true), ProducesResponseType<ServiceAllocation>(200)]
    public async Task<IActionResult> AllocateService(
        [FromServices] AllocateServiceHandler handler,
        string organization,
        string service,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(service, ct));
}
