using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.PublishedFlows;

[Tags("published-flows"), Route("v1/organizations/{organization}/published-flows")]
public sealed class PublishedFlowsController : ApiController
{
    [HttpGet, Operation(Scopes.PublishedFlowsRead, MayReadStandby = true), ProducesResponseType<Page<PublishedFlowModel>>(200)]
    public async Task<IActionResult> ListPublishedFlows(
        [FromServices] ListPublishedFlowsHandler handler,
        string organization,
        [FromQuery] PublishedFlowFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{publishedFlow}"), Operation(Scopes.PublishedFlowsRead), ProducesResponseType<PublishedFlowModel>(200)]
    public async Task<IActionResult> ReadPublishedFlow(
        [FromServices] ReadPublishedFlowHandler handler,
        string organization,
        string publishedFlow,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(publishedFlow, ct));

    [
        HttpPost("{publishedFlow}/retry"),
        Operation(Scopes.PublishedFlowsWrite, CanConflict = true),
        ProducesResponseType<PublishedFlowModel>(202)
    ]
    public async Task<IActionResult> RetryPublishedFlow(
        [FromServices] RetryPublishedFlowHandler handler,
        string organization,
        string publishedFlow,
        CancellationToken ct
    ) => Accepted(await handler.RunAsync(publishedFlow, ct), f => $"/v1/organizations/{organization}/published-flows/{f.Id}");
}
