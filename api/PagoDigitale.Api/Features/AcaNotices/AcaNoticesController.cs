using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.AcaNotices;

[Tags("aca-notices"), Route("v1/organizations/{organization}/aca-notices")]
public sealed class AcaNoticesController : ApiController
{
    [HttpGet, Operation(Scopes.AcaNoticesRead, MayReadStandby = true), ProducesResponseType<Page<AcaNoticeModel>>(200)]
    public async Task<IActionResult> ListAcaNotices(
        [FromServices] ListAcaNoticesHandler handler,
        string organization,
        [FromQuery] AcaNoticeFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{noticeNumber}"), Operation(Scopes.AcaNoticesRead), ProducesResponseType<AcaNoticeModel>(200)]
    public async Task<IActionResult> ReadAcaNotice(
        [FromServices] ReadAcaNoticeHandler handler,
        string organization,
        string noticeNumber,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(noticeNumber, ct));

    [HttpPost("{noticeNumber}/retry"), Operation(Scopes.AcaNoticesWrite, CanConflict = true), ProducesResponseType<AcaNoticeModel>(202)]
    public async Task<IActionResult> RetryAcaNotice(
        [FromServices] RetryAcaNoticeHandler handler,
        string organization,
        string noticeNumber,
        CancellationToken ct
    ) => Accepted(await handler.RunAsync(noticeNumber, ct), n => $"/v1/organizations/{organization}/aca-notices/{n.NoticeNumber}");
}
