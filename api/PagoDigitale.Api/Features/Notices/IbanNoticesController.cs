using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>An operation of organizations in the contract; it lives here because what it lists is notices.</summary>
[Tags("organizations"), Route("v1/organizations/{organization}/ibans/{iban}/notices")]
public sealed class IbanNoticesController : ApiController
{
    [HttpGet, Operation(Scopes.NoticesRead, MayReadStandby = true), ProducesResponseType<Page<NoticeModel>>(200)]
    public async Task<IActionResult> ListIbanNotices(
        [FromServices] ListIbanNoticesHandler handler,
        string organization,
        string iban,
        [FromQuery] IbanNoticeFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(iban, filter, ct));
}
