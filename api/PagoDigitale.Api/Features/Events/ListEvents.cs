using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Events;

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

public sealed class ListEventsHandler(EventFeed feed)
{
    public Task<Outcome<EventPage>> RunAsync(EventFilter filter, CancellationToken ct) => feed.ReadOwnAsync(filter, ct);
}
