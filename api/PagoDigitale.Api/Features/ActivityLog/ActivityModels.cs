using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Pagination;

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

public sealed record ActivityVerification
{
    public required bool IsIntact { get; init; }
    public required long EntriesVerified { get; init; }
    public long? FirstBrokenSequence { get; init; }
    public string? LastHash { get; init; }
}

/// <summary>An entry that the caller knows was there, from an earlier verification.</summary>
public sealed record KnownEntry
{
    [FromQuery(Name = "sequence"), Range(1, 9_007_199_254_740_991)]
    public long? Sequence { get; init; }

    [FromQuery(Name = "hash"), RegularExpression("^[0-9a-f]{64}$")]
    public string? Hash { get; init; }
}

public sealed record ActivityFilter : PageQuery
{
    [FromQuery(Name = "operationId"), MaxLength(64)]
    public string? OperationId { get; init; }

    [FromQuery(Name = "clientId"), MaxLength(64)]
    public string? ClientId { get; init; }

    [FromQuery(Name = "resource"), MaxLength(64)]
    public string? Resource { get; init; }

    [FromQuery(Name = "outcome"), AllowedValues("succeeded", "refused", "failed", null)]
    public string? Outcome { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }
}
