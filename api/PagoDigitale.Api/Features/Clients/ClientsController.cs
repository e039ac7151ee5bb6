using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Clients;

[Tags("clients"), Route("v1/clients")]
public sealed class ClientsController(
    ClientQueries queries,
    CreateClientHandler create,
    ChangeClientHandler change,
    CreateClientSecretHandler createSecret,
    ClientDirectory directory
) : ApiController
{
    [HttpGet, Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<Page<ApiClientModel>>(200)]
    public async Task<IActionResult> ListClients([FromQuery] ClientFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, Caller.Of(HttpContext)!, ct));

    [HttpPost, Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientModel>(201)]
    public async Task<IActionResult> CreateClient([FromBody] ApiClientInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(input, Caller.Of(HttpContext)!, ct), c => $"/v1/clients/{c.ClientId}");

    [HttpGet("{client}"), Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientModel>(200)]
    public async Task<IActionResult> ReadClient(string client, CancellationToken ct) =>
        Answer(await queries.ReadAsync(client, Caller.Of(HttpContext)!, ct));

    [HttpPatch("{client}"), Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientModel>(200)]
    public async Task<IActionResult> ChangeClient(
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
        return Answer(await change.RunAsync(client, patch, ifMatch, Caller.Of(HttpContext)!, ct));
    }

    [HttpPost("{client}/secrets"), Operation(Scopes.ClientsManage, LooksAtBinding = true), ProducesResponseType<ApiClientSecretIssued>(201)]
    public async Task<IActionResult> CreateClientSecret(string client, [FromBody] ApiClientSecretInput input, CancellationToken ct) =>
        CreatedAt(await createSecret.RunAsync(client, input, Caller.Of(HttpContext)!, ct));
}
