using System.Text.Json.Nodes;
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
