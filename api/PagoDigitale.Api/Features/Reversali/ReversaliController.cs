using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Reversali;

[Tags("reversali"), Route("v1/organizations/{organization}/reversali")]
public sealed class ReversaliController : ApiController
{
    [HttpGet, Operation(Scopes.ReversaliRead, MayReadStandby = true), ProducesResponseType<Page<ReversaleModel>>(200)]
    public async Task<IActionResult> ListReversali(
        [FromServices] ListReversaliHandler handler,
        string organization,
        [FromQuery] ReversaleFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpPost, Operation(Scopes.ReversaliWrite), ProducesResponseType<ReversaliOutcome>(201)]
    public async Task<IActionResult> CreateReversali(
        [FromServices] CreateReversaliHandler handler,
        string organization,
        [FromBody] ReversaliInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(input, ct));

    [HttpGet("{reversale}"), Operation(Scopes.ReversaliRead), ProducesResponseType<ReversaleModel>(200)]
    public async Task<IActionResult> ReadReversale(
        [FromServices] ReadReversaleHandler handler,
        string organization,
        string reversale,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(reversale, ct));

    [HttpPost("{reversale}/execution"), Operation(Scopes.ReversaliWrite), ProducesResponseType<ReversaleModel>(200)]
    public async Task<IActionResult> RecordReversaleExecution(
        [FromServices] RecordReversaleExecutionHandler handler,
        string organization,
        string reversale,
        [FromBody] ReversaleExecution input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(reversale, input, ct));

    [HttpPost("{reversale}/annul"), Operation(Scopes.ReversaliWrite), ProducesResponseType<ReversaleModel>(200)]
    public async Task<IActionResult> AnnulReversale(
        [FromServices] AnnulReversaleHandler handler,
        string organization,
        string reversale,
        [FromBody] AnnulmentReason reason,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(reversale, reason, ct));
}
