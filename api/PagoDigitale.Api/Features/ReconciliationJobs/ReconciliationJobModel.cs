using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed record ReconciliationJobModel
{
    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required ReconciliationJobState State { get; init; }
    public required ReconciliationScope Scope { get; init; }
    public required ReconciliationCounts Counts { get; init; }
    public required IReadOnlyList<ReconciliationClassCount> Classes { get; init; }
    public required ReconciliationAmounts Amounts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public ReconciliationFailure? Failure { get; init; }
}

public sealed record ReconciliationScope
{
    public string? StatementId { get; init; }
    public string? FlussoId { get; init; }
}

public sealed record ReconciliationCounts
{
    public required int Items { get; init; }
    public required int Regular { get; init; }
    public required int Anomalous { get; init; }
}

public sealed record ReconciliationAmounts
{
    public required long TotalCents { get; init; }
    public required long RegularCents { get; init; }
    public required long AnomalousCents { get; init; }
}

public sealed record ReconciliationClassCount
{
    public required ItemClass Class { get; init; }
    public required bool IsRegular { get; init; }
    public required int Count { get; init; }
    public required long AmountCents { get; init; }
}

public sealed record ReconciliationFailure
{
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }
}
