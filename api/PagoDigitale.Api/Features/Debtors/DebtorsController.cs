using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Debtors;

[Tags("debtors"), Route("v1/organizations/{organization}/debtors")]
public sealed class DebtorsController : ApiController
{
    [HttpGet, Operation(Scopes.DebtorsRead, MayReadStandby = true), ProducesResponseType<Page<DebtorModel>>(200)]
    public async Task<IActionResult> ListDebtors(
        [FromServices] ListDebtorsHandler handler,
        string organization,
        [FromQuery] DebtorFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [
        HttpPost,
        Operation(Scopes.DebtorsWrite, NeedsActiveOrganization = true),
        ProducesResponseType<DebtorModel>(200),
        ProducesResponseType<DebtorModel>(201)
    ]
    public async Task<IActionResult> CreateDebtor(
        [FromServices] CreateDebtorHandler handler,
        string organization,
        [FromBody] DebtorInput input,
        CancellationToken ct
    ) => CreatedOrFound(await handler.RunAsync(input, ct), d => $"/v1/organizations/{organization}/debtors/{d.Id}");

    [HttpGet("{debtor}"), Operation(Scopes.DebtorsRead), ProducesResponseType<DebtorModel>(200)]
    public async Task<IActionResult> ReadDebtor(
        [FromServices] ReadDebtorHandler handler,
        string organization,
        string debtor,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(debtor, ct));

    [HttpPatch("{debtor}"), Operation(Scopes.DebtorsWrite, CanConflict = true), ProducesResponseType<DebtorModel>(200)]
    public async Task<IActionResult> ChangeDebtor(
        [FromServices] ChangeDebtorHandler handler,
        string organization,
        string debtor,
        [FromBody] MergePatch<DebtorChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(debtor, patch, ifMatch, ct));
}
