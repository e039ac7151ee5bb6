using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Accertamenti;

[Tags("accertamenti"), Route("v1/organizations/{organization}/accertamenti")]
public sealed class AccertamentiController : ApiController
{
    [HttpGet, Operation(Scopes.AccertamentiRead, MayReadStandby = true), ProducesResponseType<Page<AccertamentoModel>>(200)]
    public async Task<IActionResult> ListAccertamenti(
        [FromServices] ListAccertamentiHandler handler,
        string organization,
        [FromQuery] AccertamentoFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.AccertamentiWrite, NeedsActiveOrganization = true),
        ProducesResponseType<AccertamentoModel>(200),
        ProducesResponseType<AccertamentoModel>(201)
    ]
    public async Task<IActionResult> CreateAccertamento(
        [FromServices] CreateAccertamentoHandler handler,
        string organization,
        [FromBody] AccertamentoInput input,
        CancellationToken ct
    ) => CreatedOrFound(await handler.RunAsync(input, ct), a => $"/v1/organizations/{organization}/accertamenti/{a.Id}");

    [
        HttpPost("batch"),
        Operation(Scopes.AccertamentiWrite, NeedsActiveOrganization = true),
        ProducesResponseType<AccertamentoBatchOutcome>(200)
    ]
    public async Task<IActionResult> LoadAccertamenti(
        [FromServices] LoadAccertamentiHandler handler,
        string organization,
        [FromBody] AccertamentoBatchInput batch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(batch, ct));

    [HttpGet("{accertamento}"), Operation(Scopes.AccertamentiRead), ProducesResponseType<AccertamentoModel>(200)]
    public async Task<IActionResult> ReadAccertamento(
        [FromServices] ReadAccertamentoHandler handler,
        string organization,
        string accertamento,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(accertamento, ct));

    [HttpPatch("{accertamento}"), Operation(Scopes.AccertamentiWrite), ProducesResponseType<AccertamentoModel>(200)]
    public async Task<IActionResult> ChangeAccertamento(
        [FromServices] ChangeAccertamentoHandler handler,
        string organization,
        string accertamento,
        [FromBody] MergePatch<AccertamentoChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(accertamento, patch, ifMatch, ct));
}
