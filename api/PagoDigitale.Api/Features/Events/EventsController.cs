using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Security;

namespace PagoDigitale.Api.Features.Events;

[Tags("events"), Route("v1/organizations/{organization}/events")]
public sealed class EventsController(EventQueries queries) : ApiController
{
    [HttpGet, Operation(Scopes.EventsRead), ProducesResponseType<Page<EventModel>>(200)]
    public async Task<IActionResult> ListEvents(string organization, [FromQuery] EventFilter filter, CancellationToken ct) => Answer(await queries.ListAsync(filter, ct));
}
