using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Api.Features.Status;

/// <summary>/status says that the process lives (Italian API guidelines); /health/ready that it can serve.</summary>
[Tags("status")]
public sealed class StatusController : ApiController
{
    [HttpGet("status"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public IActionResult ReadStatus([FromServices] ReadStatusHandler handler) => Ok(handler.Run());

    [HttpGet("health/ready"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public async Task<IActionResult> ReadReadiness([FromServices] ReadReadinessHandler handler, CancellationToken ct) =>
        Answer(await handler.RunAsync(ct));
}
