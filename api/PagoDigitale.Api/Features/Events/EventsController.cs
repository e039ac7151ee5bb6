using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Events;

[Tags("events")]
public sealed class EventsController : ApiController
{
    [
        HttpGet("v1/organizations/{organization}/events"),
        Operation(Scopes.EventsRead, CanConflict = true),
        ProducesResponseType<EventPage>(200)
    ]
    public async Task<IActionResult> ListEvents(
        [FromServices] ListEventsHandler handler,
        string organization,
        [FromQuery] EventFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("v1/events"), Operation(Scopes.EventsRead, CanConflict = true, LooksAtBinding = true), ProducesResponseType<EventPage>(200)]
    public async Task<IActionResult> ListEventsAcrossOrganizations(
        [FromServices] ListEventsAcrossOrganizationsHandler handler,
        [FromQuery] EventAcrossFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, Caller.Of(HttpContext)!, ct));
}
