namespace PagoDigitale.Api.Features.ActivityLog;

public sealed record ActivityModel
{
    public required string Id { get; init; }
    public required long Sequence { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Actor { get; init; }
    public required string OperationId { get; init; }
    public required string Method { get; init; }
    public required string Path { get; init; }
    public required int Status { get; init; }
    public required ActivityOutcome Outcome { get; init; }
    public string? Code { get; init; }

    /// <summary>Where the operation asks for one.</summary>
    public string? Reason { get; init; }
    public required string TraceId { get; init; }
    public string? Resource { get; init; }
    public string? PreviousHash { get; init; }
    public string? Hash { get; init; }
}

public enum ActivityOutcome
{
    Succeeded,
    Refused,
    Failed,
}
