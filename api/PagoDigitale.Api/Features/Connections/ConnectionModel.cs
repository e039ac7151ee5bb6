using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>How a service does, by what came of the calls.</summary>
public enum ConnectionState
{
    Untried,
    Working,
    Failing,
    Paused,
}

public sealed record ConnectionModel : IVersioned
{
    public required ConnectionCode Code { get; init; }
    public required string BaseUrl { get; init; }
    public required bool HasSubscriptionKey { get; init; }
    public DateOnly? SubscriptionKeyExpiresOn { get; init; }
    public required bool IsPaused { get; init; }
    public required ConnectionState State { get; init; }
    public Failure? Failure { get; init; }
    public DateTimeOffset? FailingSince { get; init; }
    public DateTimeOffset? LastCalledAt { get; init; }
    public DateTimeOffset? LastSuccessAt { get; init; }
    public DateTimeOffset? CallRequestedAt { get; init; }
    public DateTimeOffset? NextCallAt { get; init; }
    public required long BacklogCount { get; init; }
    public DateTimeOffset? BacklogOldestAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }
}
