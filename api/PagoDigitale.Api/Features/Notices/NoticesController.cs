using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Notices;

[Tags("notices"), Route("v1/organizations/{organization}/notices")]
public sealed class NoticesController : ApiController
{
    [HttpGet, Operation(Scopes.NoticesRead, MayReadStandby = true), ProducesResponseType<Page<NoticeModel>>(200)]
    public async Task<IActionResult> ListNotices(
        [FromServices] ListNoticesHandler handler,
        string organization,
        [FromQuery] NoticeFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{noticeNumber}"), Operation(Scopes.NoticesRead), ProducesResponseType<NoticeModel>(200)]
    public async Task<IActionResult> ReadNotice(
        [FromServices] ReadNoticeHandler handler,
        string organization,
        string noticeNumber,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(noticeNumber, ct));

    [
        HttpGet("{noticeNumber}/pdf"),
        Operation(Scopes.NoticesRead),
        ProducesResponseType<FileContentResult>(200, "application/pdf"),
        ProducesResponseType<Problem>(409)
    ]
    public async Task<IActionResult> DownloadNotice(
        [FromServices] DownloadNoticeHandler handler,
        string organization,
        string noticeNumber,
        CancellationToken ct
    ) =>
        FileOf(
            await handler.RunAsync(noticeNumber, isHandedOut: !HeadRequests.IsHead(HttpContext), ct),
            notice => File(notice.Content, "application/pdf", notice.Name)
        );
}
