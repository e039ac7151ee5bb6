using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Positions.Planning;

/// <summary>An operation of services in the contract; it lives here because what it shows are options of positions.</summary>
[Tags("services"), Route("v1/organizations/{organization}/services/{service}/payment-plans")]
public sealed class PaymentPlansController : ApiController
{
    [HttpGet("preview"), Operation(Scopes.ServicesRead), ProducesResponseType<PaymentPlanPreview>(200)]
    public async Task<IActionResult> PreviewPaymentPlans(
        [FromServices] PreviewPaymentPlansHandler handler,
        string organization,
        string service,
        [FromQuery] PaymentPlanQuery query,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(service, query, ct));
}
