using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Results;

namespace PagoDigitale.Api.Features.Status;

public sealed record ServiceStatus
{
    public required string Status { get; init; }
    public required string Version { get; init; }
}

/// <summary>/status says that the process lives (Italian API guidelines); /health/ready that it can serve.</summary>
[Tags("status")]
public sealed class StatusController(AppDataSource source) : ApiController
{
    private static readonly ServiceStatus Alive = new() { Status = "up", Version = typeof(StatusController).Assembly.GetName().Version!.ToString(3) };

    [HttpGet("status"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public IActionResult ReadStatus() => Ok(Alive);

    [HttpGet("health/ready"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public async Task<IActionResult> ReadReadiness(CancellationToken ct)
    {
        await using var command = source.Source.CreateCommand("SELECT 1 FROM organizations LIMIT 1");
        await command.ExecuteScalarAsync(ct);
        return Ok(Alive);
    }
}
