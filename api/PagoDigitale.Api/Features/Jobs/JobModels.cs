using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Pagination;

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

public sealed record JobFilter : PageQuery
{
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "lane")]
    public string? Lane { get; init; }

    [FromQuery(Name = "kind"), MaxLength(64), RegularExpression(QueryForm.EventType)]
    public string? Kind { get; init; }

    [FromQuery(Name = "organization"), RegularExpression("^[0-9]{11}$")]
    public string? Organization { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }
}
