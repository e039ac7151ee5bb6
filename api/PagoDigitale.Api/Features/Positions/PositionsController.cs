using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Positions;

[Tags("positions"), Route("v1/organizations/{organization}/positions")]
public sealed class PositionsController(
    PositionQueries queries,
    PositionListQueries list,
    CreatePositionHandler create,
    ChangePositionHandler change,
    PublishPositionHandler publish,
    CancelPositionHandler cancel,
    ReopenPositionHandler reopen,
    RecordOutsidePaymentHandler outside,
    WithdrawOutsidePaymentHandler withdraw,
    CorrectDebtorHandler correct
) : ApiController
{
    [HttpGet, Operation(Scopes.PositionsRead), ProducesResponseType<Page<PositionSummary>>(200)]
    public async Task<IActionResult> ListPositions(string organization, [FromQuery] PositionFilter filter, CancellationToken ct) =>
        Answer(await list.ListAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.PositionsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<PositionModel>(200),
        ProducesResponseType<PositionModel>(201)
    ]
    public async Task<IActionResult> CreatePosition(
        string organization,
        [FromBody] PositionInput input,
        CancellationToken ct,
        [FromQuery(Name = "dryRun")] bool dryRun = false
    ) =>
        dryRun
            ? Computed(await create.TryAsync(input, ct))
            : CreatedOrFound(await create.RunAsync(input, ct), p => $"/v1/organizations/{organization}/positions/{p.Id}");

    [HttpGet("{position}"), Operation(Scopes.PositionsRead), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> ReadPosition(string organization, string position, CancellationToken ct) =>
        Answer(await queries.ReadAsync(position, ct));

    [HttpPatch("{position}"), Operation(Scopes.PositionsWrite, CanConflict = true), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> ChangePosition(
        string organization,
        string position,
        [FromBody] MergePatch<PositionChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await change.RunAsync(position, patch, ifMatch, ct));

    [
        HttpPost("{position}/publish"),
        Operation(Scopes.PositionsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<PositionModel>(200)
    ]
    public async Task<IActionResult> PublishPosition(string organization, string position, CancellationToken ct) =>
        Answer(await publish.RunAsync(position, ct));

    [HttpPost("{position}/cancel"), Operation(Scopes.PositionsWrite), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> CancelPosition(
        string organization,
        string position,
        [FromBody] Reason reason,
        CancellationToken ct,
        [FromQuery(Name = "force")] bool force = false
    ) => Answer(await cancel.RunAsync(position, reason, force, ct));

    [
        HttpPost("{position}/reopen"),
        Operation(Scopes.PositionsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<PositionModel>(200)
    ]
    public async Task<IActionResult> ReopenPosition(string organization, string position, [FromBody] Reason reason, CancellationToken ct) =>
        Answer(await reopen.RunAsync(position, reason, ct));

    [
        HttpPost("{position}/debtor-corrections"),
        Operation(Scopes.PositionsWrite, CanConflict = true),
        ProducesResponseType<PositionModel>(200)
    ]
    public async Task<IActionResult> CorrectDebtor(
        string organization,
        string position,
        [FromBody] DebtorCorrectionInput input,
        CancellationToken ct
    ) => Answer(await correct.RunAsync(position, input, ct));

    [HttpPost("{position}/outside-payments"), Operation(Scopes.PositionsWrite), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> RecordOutsidePayment(
        string organization,
        string position,
        [FromBody] OutsidePaymentInput input,
        CancellationToken ct
    ) => Answer(await outside.RunAsync(position, input, ct));

    [HttpPost("{position}/outside-payments/withdraw"), Operation(Scopes.PositionsWrite), ProducesResponseType<PositionModel>(200)]
    public async Task<IActionResult> WithdrawOutsidePayment(
        string organization,
        string position,
        [FromBody] OutsidePaymentWithdrawal input,
        CancellationToken ct
    ) => Answer(await withdraw.RunAsync(position, input, ct));
}
