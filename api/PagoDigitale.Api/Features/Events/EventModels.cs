using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Pagination;

namespace PagoDigitale.Api.Features.Events;

public sealed record EventModel
{
    public required string Id { get; init; }
    public required long Sequence { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required EventSubject Subject { get; init; }
    public required IReadOnlyDictionary<string, JsonNode?> Data { get; init; }
}

public sealed record EventSubject
{
    public required string Type { get; init; }
    public required string Id { get; init; }
}

public sealed record EventFilter : PageQuery
{
    [FromQuery(Name = "type"), MaxLength(64), RegularExpression(QueryForm.EventType)]
    public string? Type { get; init; }

    [FromQuery(Name = "subjectId"), MaxLength(64)]
    public string? SubjectId { get; init; }

    /// <summary>The number of the last event seen.</summary>
    [FromQuery(Name = "after"), Range(0, 9_007_199_254_740_991)]
    public long? After { get; init; }
}
