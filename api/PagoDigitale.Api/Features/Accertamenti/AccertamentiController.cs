using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Accertamenti;

[Tags("accertamenti"), Route("v1/organizations/{organization}/accertamenti")]
public sealed class AccertamentiController(
    AccertamentiQueries queries,
    CreateAccertamentoHandler create,
    LoadAccertamentiHandler load,
    ChangeAccertamentoHandler change
) : ApiController
{
    [HttpGet, Operation(Scopes.AccertamentiRead), ProducesResponseType<Page<AccertamentoModel>>(200)]
    public async Task<IActionResult> ListAccertamenti(string organization, [FromQuery] AccertamentoFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.AccertamentiWrite, NeedsActiveOrganization = true),
        ProducesResponseType<AccertamentoModel>(200),
        ProducesResponseType<AccertamentoModel>(201)
    ]
    public async Task<IActionResult> CreateAccertamento(string organization, [FromBody] AccertamentoInput input, CancellationToken ct) =>
        CreatedOrFound(await create.RunAsync(input, ct), a => $"/v1/organizations/{organization}/accertamenti/{a.Id}");

    [
        HttpPost("batch"),
        Operation(Scopes.AccertamentiWrite, NeedsActiveOrganization = true),
        ProducesResponseType<AccertamentoBatchOutcome>(200)
    ]
    public async Task<IActionResult> LoadAccertamenti(string organization, [FromBody] AccertamentoBatchInput batch, CancellationToken ct) =>
        Answer(await load.RunAsync(batch, ct));

    [HttpGet("{accertamento}"), Operation(Scopes.AccertamentiRead), ProducesResponseType<AccertamentoModel>(200)]
    public async Task<IActionResult> ReadAccertamento(string organization, string accertamento, CancellationToken ct) =>
        Answer(await queries.ReadAsync(accertamento, ct));

    [HttpPatch("{accertamento}"), Operation(Scopes.AccertamentiWrite), ProducesResponseType<AccertamentoModel>(200)]
    public async Task<IActionResult> ChangeAccertamento(
        string organization,
        string accertamento,
        [FromBody] MergePatch<AccertamentoChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await change.RunAsync(accertamento, patch, ifMatch, ct));
}
