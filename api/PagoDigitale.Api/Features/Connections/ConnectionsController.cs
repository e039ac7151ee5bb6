using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Connections;

[Tags("connections"), Route("v1/organizations/{organization}/connections")]
public sealed class ConnectionsController : ApiController
{
    [HttpGet, Operation(Scopes.ConnectionsRead, MayReadStandby = true), ProducesResponseType<Page<ConnectionModel>>(200)]
    public async Task<IActionResult> ListConnections(
        [FromServices] ListConnectionsHandler handler,
        string organization,
        [FromQuery] ConnectionFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpPost, Operation(Scopes.ConnectionsWrite, CanConflict = true), ProducesResponseType<ConnectionModel>(201)]
    public async Task<IActionResult> CreateConnection(
        [FromServices] CreateConnectionHandler handler,
        string organization,
        [FromBody] ConnectionInput input,
        CancellationToken ct
    ) =>
        CreatedAt(
            await handler.RunAsync(input, ct),
            c => $"/v1/organizations/{organization}/connections/{StateText.Of<ConnectionCode>(c.Code)}"
        );

    [HttpGet("{connection}"), Operation(Scopes.ConnectionsRead), ProducesResponseType<ConnectionModel>(200)]
    public async Task<IActionResult> ReadConnection(
        [FromServices] ReadConnectionHandler handler,
        string organization,
        string connection,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(connection, ct));

    [HttpPatch("{connection}"), Operation(Scopes.ConnectionsWrite), ProducesResponseType<ConnectionModel>(200)]
    public async Task<IActionResult> ChangeConnection(
        [FromServices] ChangeConnectionHandler handler,
        string organization,
        string connection,
        [FromBody] MergePatch<ConnectionChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(connection, patch, ifMatch, ct));

    [HttpDelete("{connection}"), Operation(Scopes.ConnectionsWrite), ProducesResponseType(204)]
    public async Task<IActionResult> RemoveConnection(
        [FromServices] RemoveConnectionHandler handler,
        string organization,
        string connection,
        CancellationToken ct
    ) => NoContentOr(await handler.RunAsync(connection, ct));

    [HttpPost("{connection}/call"), Operation(Scopes.ConnectionsWrite, CanConflict = true), ProducesResponseType<ConnectionModel>(202)]
    public async Task<IActionResult> CallConnection(
        [FromServices] CallConnectionHandler handler,
        string organization,
        string connection,
        CancellationToken ct
    ) => Accepted(await handler.RunAsync(connection, ct), _ => $"/v1/organizations/{organization}/connections/{connection}");

    [
        HttpGet("{connection}/exchanges"),
        Operation(Scopes.ConnectionsRead, MayReadStandby = true),
        ProducesResponseType<Page<ExchangeModel>>(200)
    ]
    public async Task<IActionResult> ListConnectionExchanges(
        [FromServices] ListConnectionExchangesHandler handler,
        string organization,
        string connection,
        [FromQuery] ExchangeFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(connection, filter, ct));

    [
        HttpGet("{connection}/exchanges/{exchange}/response"),
        Operation(Scopes.ConnectionsRead, MayReadStandby = true),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Octet)
    ]
    public async Task<IActionResult> DownloadExchangeResponse(
        [FromServices] DownloadExchangeResponseHandler handler,
        string organization,
        string connection,
        string exchange,
        CancellationToken ct
    ) => FileOf(await handler.RunAsync(connection, exchange, ct), body => File(body, MediaTypeNames.Application.Octet, exchange));
}
