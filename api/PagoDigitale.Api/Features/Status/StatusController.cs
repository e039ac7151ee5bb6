using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Results;

namespace PagoDigitale.Api.Features.Status;

public enum ServiceState
{
    Up,
    Degraded,
}

public enum CheckState
{
    Up,
    Down,
}

public sealed record ServiceStatus
{
    public required ServiceState Status { get; init; }
    public required string Version { get; init; }
    public IReadOnlyList<ServiceCheck>? Checks { get; init; }
}

public sealed record ServiceCheck
{
    public required string Name { get; init; }
    public required CheckState Status { get; init; }
    public string? Detail { get; init; }
}

/// <summary>/status says that the process lives (Italian API guidelines); /health/ready that it can serve.</summary>
[Tags("status")]
public sealed class StatusController(AppDataSource source) : ApiController
{
    private static readonly ServiceStatus Alive = new() { Status = ServiceState.Up, Version = typeof(StatusController).Assembly.GetName().Version!.ToString(3) };

    [HttpGet("status"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public IActionResult ReadStatus() => Ok(Alive);

    [HttpGet("health/ready"), ProducesResponseType<ServiceStatus>(200), PublicOperation]
    public async Task<IActionResult> ReadReadiness(CancellationToken ct)
    {
        try
        {
            foreach (var pool in new[] { source.Source, source.Relaxed })
            {
                await using var command = pool.CreateCommand("SELECT 1 FROM organizations LIMIT 1");
                await command.ExecuteScalarAsync(ct);
            }
        }
        catch (NpgsqlException)
        {
            // Whatever the reason, a load balancer only has to know that this replica cannot serve.
            return Refusal(new ApiError(ErrorKind.Busy, "database-unavailable", "The database does not answer", "This replica cannot serve now."));
        }
        return Ok(Alive with { Checks = [new() { Name = "database", Status = CheckState.Up }] });
    }
}
