using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.AcaNotices.Aligning;

[Tags("aca-alignments"), Route("v1/organizations/{organization}/aca-alignments")]
public sealed class AcaAlignmentsController : ApiController
{
    [HttpGet, Operation(Scopes.AcaNoticesRead, MayReadStandby = true), ProducesResponseType<Page<AcaAlignmentModel>>(200)]
    public async Task<IActionResult> ListAcaAlignments(
        [FromServices] ListAcaAlignmentsHandler handler,
        string organization,
        [FromQuery] PageQuery query,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(query, ct));

    [HttpPost, Operation(Scopes.AcaNoticesWrite, CanConflict = true), ProducesResponseType<AcaAlignmentModel>(202)]
    public async Task<IActionResult> CreateAcaAlignment(
        [FromServices] CreateAcaAlignmentHandler handler,
        string organization,
        [FromBody] AcaAlignmentInput input,
        CancellationToken ct
    ) => Accepted(await handler.RunAsync(input, ct), a => $"/v1/organizations/{organization}/aca-alignments/{a.Id}");

    [HttpGet("{acaAlignment}"), Operation(Scopes.AcaNoticesRead), ProducesResponseType<AcaAlignmentModel>(200)]
    public async Task<IActionResult> ReadAcaAlignment(
        [FromServices] ReadAcaAlignmentHandler handler,
        string organization,
        string acaAlignment,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(acaAlignment, ct));
}
