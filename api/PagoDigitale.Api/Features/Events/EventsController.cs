using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Events;

[Tags("events")]
public sealed class EventsController(EventQueries queries) : ApiController
{
    [
        HttpGet("v1/organizations/{organization}/events"),
        Operation(Scopes.EventsRead, CanConflict = true),
        ProducesResponseType<EventPage>(200)
    ]
    public async Task<IActionResult> ListEvents(string organization, [FromQuery] EventFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, ct));

    [HttpGet("v1/events"), Operation(Scopes.EventsRead, CanConflict = true, LooksAtBinding = true), ProducesResponseType<EventPage>(200)]
    public async Task<IActionResult> ListEventsAcrossOrganizations([FromQuery] EventAcrossFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAcrossAsync(filter, Caller.Of(HttpContext)!, ct));
}
