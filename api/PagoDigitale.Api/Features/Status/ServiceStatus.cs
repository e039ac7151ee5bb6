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
