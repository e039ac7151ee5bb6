using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Api.Features.Status;

/// <summary>/status says that the process lives (Italian API guidelines); /health/ready that it can serve.</summary>
[Tags("status")]
public sealed class StatusController(Readiness readiness) : ApiController
{
    private static readonly ServiceStatus Alive = new()
    {
        Status = ServiceState.Up,
        Version = typeof(StatusController).Assembly.GetName().Version!.ToString(3),
    };

    [HttpGet("status"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public IActionResult ReadStatus() => Ok(Alive);

    [HttpGet("health/ready"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public async Task<IActionResult> ReadReadiness(CancellationToken ct)
    {
        var looked = await readiness.LookAsync().WaitAsync(ct);
        if (looked.Error is { } error)
            return Refusal(error);
        var checks = looked.Value!;
        return Ok(
            Alive with
            {
                Status = checks.All(c => c.Status == CheckState.Up) ? ServiceState.Up : ServiceState.Degraded,
                Checks = checks,
            }
        );
    }
}
