using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowModel : IVersioned
{
    public required string Id { get; init; }
    public required string FileName { get; init; }
    public required string FileSha256 { get; init; }
    public required long SizeBytes { get; init; }
    public string? ExternalId { get; init; }
    public required FlowState State { get; init; }
    public required bool IsDuplicate { get; init; }
    public required FlowParameters Parameters { get; init; }
    public required FlowCounts Counts { get; init; }
    public required FlowAmounts Amounts { get; init; }
    public required FlowProgress Progress { get; init; }
    public Failure? Failure { get; init; }
    public required IReadOnlyList<FlowWarning> Warnings { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ValidatedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public required long Version { get; init; }
}

/// <summary>What completes the rows.</summary>
public sealed record FlowParameters
{
    public string? ServiceCode { get; init; }
    public string? Description { get; init; }
    public DateOnly? DefaultDueDate { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public bool OpenEnded { get; init; }
    public required bool GroupByDebtor { get; init; }
    public string? CommonDescription { get; init; }
    public string? UnitCode { get; init; }
    public string? Encoding { get; init; }
}

public sealed record FlowCounts
{
    public required int Rows { get; init; }
    public required int Valid { get; init; }
    public required int Rejected { get; init; }
    public required int Excluded { get; init; }
    public required int Generated { get; init; }
    public required int Warned { get; init; }
}

public sealed record FlowAmounts
{
    public required long ValidCents { get; init; }
    public required long RejectedCents { get; init; }
    public required long ExcludedCents { get; init; }
    public required long GeneratedCents { get; init; }
}

public sealed record FlowProgress
{
    public required int ProcessedRows { get; init; }
    public required int TotalRows { get; init; }
    public required int Percent { get; init; }
    public DateTimeOffset? EstimatedCompletionAt { get; init; }
}

/// <summary>The same of the file as a whole.</summary>
public sealed record FlowWarning
{
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }

    public static FlowWarning Of(string code, Message message, Message remedy) =>
        new()
        {
            Code = code,
            Message = message,
            Remedy = remedy,
        };
}
