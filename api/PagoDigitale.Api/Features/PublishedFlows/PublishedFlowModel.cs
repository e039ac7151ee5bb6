using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>What became of a flow that pagoPA has published.</summary>
public enum PublishedFlowState
{
    ToFetch,
    Fetched,
    Refused,
    Superseded,
    Deleted,
    Lost,
}

public sealed record PublishedFlowModel
{
    public required string Id { get; init; }
    public required string FlussoId { get; init; }
    public required int Revision { get; init; }
    public required string PspId { get; init; }
    public required DateTimeOffset FlussoDateTime { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required PublishedFlowState State { get; init; }
    public string? RendicontazioneId { get; init; }
    public required int Attempts { get; init; }
    public Failure? Failure { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public required DateTimeOffset RetainedUntil { get; init; }
}
