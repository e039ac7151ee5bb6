using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.LatePayments;

[Tags("late-payments"), Route("v1/organizations/{organization}/late-payments")]
public sealed class LatePaymentsController : ApiController
{
    [HttpGet, Operation(Scopes.LatePaymentsRead, MayReadStandby = true), ProducesResponseType<Page<LatePayment>>(200)]
    public async Task<IActionResult> ListLatePayments(
        [FromServices] ListLatePaymentsHandler handler,
        string organization,
        [FromQuery] LatePaymentFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));
}
