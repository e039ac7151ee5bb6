using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Clients;

[Tags("clients"), Route("v1/clients")]
public sealed class ClientsController : ApiController
{
    [HttpGet, Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<Page<ApiClientModel>>(200)]
    public async Task<IActionResult> ListClients(
        [FromServices] ListClientsHandler handler,
        [FromQuery] ClientFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, Caller.Of(HttpContext)!, ct));

    [HttpPost, Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientModel>(201)]
    public async Task<IActionResult> CreateClient(
        [FromServices] CreateClientHandler handler,
        [FromBody] ApiClientInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(input, Caller.Of(HttpContext)!, ct), c => $"/v1/clients/{c.ClientId}");

    [HttpGet("{client}"), Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientModel>(200)]
    public async Task<IActionResult> ReadClient([FromServices] ReadClientHandler handler, string client, CancellationToken ct) =>
        Answer(await handler.RunAsync(client, Caller.Of(HttpContext)!, ct));

    [HttpPatch("{client}"), Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientModel>(200)]
    public async Task<IActionResult> ChangeClient(
        [FromServices] ChangeClientHandler handler,
        [FromServices] ClientDirectory directory,
        string client,
        [FromBody] MergePatch<ApiClientChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    )
    {
        // When the answer goes out the change is committed: from here on this replica believes no older grants.
        Response.OnStarting(() =>
        {
            directory.Forget(client);
            return Task.CompletedTask;
        });
        return Answer(await handler.RunAsync(client, patch, ifMatch, Caller.Of(HttpContext)!, ct));
    }

    [HttpPost("{client}/secrets"), Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientSecretIssued>(201)]
    public async Task<IActionResult> CreateClientSecret(
        [FromServices] CreateClientSecretHandler handler,
        string client,
        [FromBody] ApiClientSecretInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(client, input, Caller.Of(HttpContext)!, ct));
}
