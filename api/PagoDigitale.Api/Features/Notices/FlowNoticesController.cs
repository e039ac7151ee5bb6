using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>An operation of flows in the contract; it lives here because notices know how to be printed and flows do not.</summary>
[Tags("flows"), Route("v1/organizations/{organization}/flows/{flow}/notices")]
public sealed class FlowNoticesController : ApiController
{
    [HttpGet, Operation(Scopes.FlowsRead, IsDownload = true), ProducesResponseType<FileStreamResult>(200, "application/zip")]
    public async Task<IActionResult> DownloadFlowNotices(
        [FromServices] DownloadFlowNoticesHandler handler,
        string organization,
        string flow,
        CancellationToken ct
    ) => FileOf(await handler.RunAsync(flow, isHandedOut: !HeadRequests.IsHead(HttpContext), ct), file => file);
}
