using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>As it truly is: a row that waits for its next attempt is stored as running, without an owner or with one that died.</summary>
public enum JobState
{
    Queued,
    Running,
    Retrying,
    Done,
    Parked,
}

public sealed record JobModel
{
    public const string Prefix = "job";

    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required JobLane Lane { get; init; }
    public required short Priority { get; init; }
    public string? Organization { get; init; }
    public required JobState State { get; init; }
    public required int Attempts { get; init; }
    public string? LastError { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }
}
