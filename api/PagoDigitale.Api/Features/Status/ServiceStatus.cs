using PagoDigitale.Core.Languages;

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
    /// <summary>What can be said without a look at anything.</summary>
    public static readonly ServiceStatus Alive = new()
    {
        Status = ServiceState.Up,
        Version = typeof(ServiceStatus).Assembly.GetName().Version!.ToString(3),
    };

    public required ServiceState Status { get; init; }
    public required string Version { get; init; }
    public IReadOnlyList<ServiceCheck>? Checks { get; init; }
}

public sealed record ServiceCheck
{
    public required string Name { get; init; }
    public required CheckState Status { get; init; }
    public Message? Detail { get; init; }
}
