using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Positions;

[Tags("positions"), Route("v1/organizations/{organization}/positions")]
public sealed class PositionsController : ApiController
{
    [HttpGet, Operation(Scopes.PositionsRead, MayReadStandby = true), ProducesResponseType<Page<PositionSummary>>(200)]
    [Embeds(PositionEmbedding.Debtor), Embeds(PositionEmbedding.Receipts, Scopes.ReceiptsRead)]
    public async Task<IActionResult> ListPositions(
        [FromServices] ListPositionsHandler handler,
        string organization,
        [FromQuery] PositionFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.PositionsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<PositionModel>(200),
        ProducesResponseType<PositionModel>(201)
    ]
    public async Task<IActionResult> CreatePosition(
        [FromServices] CreatePositionHandler handler,
        string organization,
        [FromBody] PositionInput input,
        CancellationToken ct,
        [FromQuery(Name = "dryRun")] bool dryRun = false
    ) =>
        dryRun
            ? Computed(await handler.TryAsync(input, ct))
            : CreatedOrFound(await handler.RunAsync(input, ct), p => $"/v1/organizations/{organization}/positions/{p.Id}");

    [HttpGet("{position}"), Operation(Scopes.PositionsRead), ProducesResponseType<PositionModel>(200)]
    [Embeds(PositionEmbedding.Receipts, Scopes.ReceiptsRead)]
    public async Task<IActionResult> ReadPosition(
        [FromServices] ReadPositionHandler handler,
        string organization,
        string position,
        [FromQuery] PartQuery part,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, part, ct));

    [HttpPatch("{position}"), Operation(Scopes.PositionsWrite, CanConflict = true), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> ChangePosition(
        [FromServices] ChangePositionHandler handler,
        string organization,
        string position,
        [FromBody] MergePatch<PositionChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, patch, ifMatch, ct));

    [
        HttpPost("{position}/publish"),
        Operation(Scopes.PositionsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<PositionModel>(200)
    ]
    public async Task<IActionResult> PublishPosition(
        [FromServices] PublishPositionHandler handler,
        string organization,
        string position,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, ct));

    [HttpPost("{position}/cancel"), Operation(Scopes.PositionsWrite), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> CancelPosition(
        [FromServices] CancelPositionHandler handler,
        string organization,
        string position,
        [FromBody] ReasonInput input,
        CancellationToken ct,
        [FromQuery(Name = "force")] bool force = false
    ) => Answer(await handler.RunAsync(position, input, force, ct));

    [
        HttpPost("{position}/reopen"),
        Operation(Scopes.PositionsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<PositionModel>(200)
    ]
    public async Task<IActionResult> ReopenPosition(
        [FromServices] ReopenPositionHandler handler,
        string organization,
        string position,
        [FromBody] ReasonInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, input, ct));

    [
        HttpPost("{position}/debtor-corrections"),
        Operation(Scopes.PositionsWrite, CanConflict = true),
        ProducesResponseType<PositionModel>(200)
    ]
    public async Task<IActionResult> CorrectDebtor(
        [FromServices] CorrectDebtorHandler handler,
        string organization,
        string position,
        [FromBody] DebtorCorrectionInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, input, ct));

    [HttpPost("{position}/outside-payments"), Operation(Scopes.PositionsWrite), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> RecordOutsidePayment(
        [FromServices] RecordOutsidePaymentHandler handler,
        string organization,
        string position,
        [FromBody] OutsidePaymentInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, input, ct));

    [HttpPost("{position}/outside-payments/withdraw"), Operation(Scopes.PositionsWrite), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> WithdrawOutsidePayment(
        [FromServices] WithdrawOutsidePaymentHandler handler,
        string organization,
        string position,
        [FromBody] OutsidePaymentWithdrawal input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(position, input, ct));
}
