using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Reversali;

[Tags("reversali"), Route("v1/organizations/{organization}/reversali")]
public sealed class ReversaliController(ReversaleQueries queries, CreateReversaliHandler create, AnnulReversaleHandler annul)
    : ApiController
{
    [HttpGet, Operation(Scopes.ReversaliRead), ProducesResponseType<Page<ReversaleModel>>(200)]
    public async Task<IActionResult> ListReversali(string organization, [FromQuery] ReversaleFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, ct));

    [HttpPost, Operation(Scopes.ReversaliWrite), ProducesResponseType<ReversaliOutcome>(201)]
    public async Task<IActionResult> CreateReversali(string organization, [FromBody] ReversaliInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(input, ct));

    [HttpGet("{reversale}"), Operation(Scopes.ReversaliRead), ProducesResponseType<ReversaleModel>(200)]
    public async Task<IActionResult> ReadReversale(string organization, string reversale, CancellationToken ct) =>
        Answer(await queries.ReadAsync(reversale, ct));

    [HttpPost("{reversale}/execution"), Operation(Scopes.ReversaliWrite), ProducesResponseType<ReversaleModel>(200)]
    public async Task<IActionResult> RecordReversaleExecution(
        string organization,
        string reversale,
        [FromBody] ReversaleExecution input,
        CancellationToken ct
    ) => Answer(await annul.ExecuteAsync(reversale, input, ct));

    [HttpPost("{reversale}/annul"), Operation(Scopes.ReversaliWrite), ProducesResponseType<ReversaleModel>(200)]
    public async Task<IActionResult> AnnulReversale(
        string organization,
        string reversale,
        [FromBody] AnnulmentReason reason,
        CancellationToken ct
    ) => Answer(await annul.AnnulAsync(reversale, reason, ct));
}
