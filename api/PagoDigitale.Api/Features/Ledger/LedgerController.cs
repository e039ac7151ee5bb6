using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Ledger;

[Tags("ledger"), Route("v1/organizations/{organization}/ledger")]
public sealed class LedgerController(
    TrialBalanceQueries balance,
    PostingQueries postings,
    CollectionSummaryQueries summary,
    CorrectionCaseQueries corrections
) : ApiController
{
    [HttpGet("trial-balance"), Operation(Scopes.LedgerRead), ProducesResponseType<TrialBalanceModel>(200)]
    public async Task<IActionResult> ReadTrialBalance(string organization, CancellationToken ct) => Answer(await balance.ReadAsync(ct));

    [HttpGet("postings"), Operation(Scopes.LedgerRead), ProducesResponseType<Page<PostingModel>>(200)]
    public async Task<IActionResult> ListPostings(string organization, [FromQuery] PostingFilter filter, CancellationToken ct) =>
        Answer(await postings.ListAsync(filter, ct));

    [HttpGet("collection-summary"), Operation(Scopes.LedgerRead), ProducesResponseType<CollectionSummary>(200)]
    public async Task<IActionResult> ReadCollectionSummary(string organization, CancellationToken ct) =>
        Answer(await summary.ReadAsync(ct));

    [HttpGet("correction-cases"), Operation(Scopes.LedgerRead), ProducesResponseType<Page<CorrectionCase>>(200)]
    public async Task<IActionResult> ListCorrectionCases(
        string organization,
        [FromQuery] CorrectionCaseFilter filter,
        CancellationToken ct
    ) => Answer(await corrections.ListAsync(filter, ct));
}
