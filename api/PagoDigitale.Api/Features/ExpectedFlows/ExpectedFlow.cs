namespace PagoDigitale.Api.Features.ExpectedFlows;

/// <summary>Whether the flow of a day may still come in time.</summary>
public enum ExpectedFlowState
{
    Awaited,
    Missing,
}

public sealed record ExpectedFlow
{
    public required string PspId { get; init; }
    public string? PspName { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required long PaymentsCount { get; init; }
    public required long AmountCents { get; init; }
    public required DateOnly ExpectedBy { get; init; }
    public required ExpectedFlowState State { get; init; }
}
