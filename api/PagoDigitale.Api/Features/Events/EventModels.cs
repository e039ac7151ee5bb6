using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Api.Features.Events;

public sealed record EventModel
{
    public required string Id { get; init; }
    public required string Organization { get; init; }
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

/// <summary>A page that also says how far it came: a feed is followed beyond its last page.</summary>
public sealed record EventPage : IPage
{
    public required IReadOnlyList<EventModel> Items { get; init; }
    public string? NextCursor { get; init; }
    public required string ResumeAfter { get; init; }

    public object BoundTo(HttpContext http) => NextCursor is null ? this : this with { NextCursor = CursorScope.Bind(NextCursor, http) };
}

public record EventFilter : PageQuery
{
    [FromQuery(Name = "type"), MaxLength(64), RegularExpression(QueryForm.EventType)]
    public string? Type { get; init; }

    [FromQuery(Name = "subjectId"), MaxLength(64)]
    public string? SubjectId { get; init; }

    /// <summary>resumeAfter of a page read before.</summary>
    [FromQuery(Name = "after"), MaxLength(128)]
    public string? After { get; init; }
}

public sealed record EventAcrossFilter : EventFilter
{
    [FromQuery(Name = "organization"), RegularExpression("^[0-9]{11}$")]
    public string? Organization { get; init; }
}
