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
    private static readonly ServiceStatus Alive = new() { Status = "ok", Version = typeof(StatusController).Assembly.GetName().Version!.ToString(3) };

    [HttpGet("status"), ProducesResponseType<ServiceStatus>(200)]
    [ProducesResponseType<Problem>(429, Problem.MediaType), ProducesResponseType<Problem>(500, Problem.MediaType), ProducesResponseType<Problem>(503, Problem.MediaType)]
    public IActionResult ReadStatus() => Ok(Alive);

    [HttpGet("health/ready"), ProducesResponseType<ServiceStatus>(200)]
    [ProducesResponseType<Problem>(429, Problem.MediaType), ProducesResponseType<Problem>(500, Problem.MediaType), ProducesResponseType<Problem>(503, Problem.MediaType)]
    public async Task<IActionResult> ReadReadiness(CancellationToken ct)
    {
        await using var command = source.Source.CreateCommand("SELECT count(*) FROM schema_migrations");
        await command.ExecuteScalarAsync(ct);
        return Ok(Alive);
    }
}
