using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Ledger;

[Tags("ledger"), Route("v1/organizations/{organization}/ledger")]
public sealed class LedgerController : ApiController
{
    [HttpGet("trial-balance"), Operation(Scopes.LedgerRead, MayReadStandby = true), ProducesResponseType<TrialBalanceModel>(200)]
    public async Task<IActionResult> ReadTrialBalance(
        [FromServices] ReadTrialBalanceHandler handler,
        string organization,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(ct));

    [HttpGet("postings"), Operation(Scopes.LedgerRead, MayReadStandby = true), ProducesResponseType<Page<PostingModel>>(200)]
    public async Task<IActionResult> ListPostings(
        [FromServices] ListPostingsHandler handler,
        string organization,
        [FromQuery] PostingFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("collection-summary"), Operation(Scopes.LedgerRead, MayReadStandby = true), ProducesResponseType<CollectionSummary>(200)]
    public async Task<IActionResult> ReadCollectionSummary(
        [FromServices] ReadCollectionSummaryHandler handler,
        string organization,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(ct));

    [HttpGet("collection-by-month"), Operation(Scopes.LedgerRead, MayReadStandby = true), ProducesResponseType<CollectionByMonth>(200)]
    public async Task<IActionResult> ReadCollectionByMonth(
        [FromServices] ReadCollectionByMonthHandler handler,
        string organization,
        [FromQuery] CollectionByMonthFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("correction-cases"), Operation(Scopes.LedgerRead, MayReadStandby = true), ProducesResponseType<Page<CorrectionCase>>(200)]
    public async Task<IActionResult> ListCorrectionCases(
        [FromServices] ListCorrectionCasesHandler handler,
        string organization,
        [FromQuery] CorrectionCaseFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));
}
