using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.RefusedMessages;

[Tags("refused-messages"), Route("v1/organizations/{organization}/refused-messages")]
public sealed class RefusedMessagesController : ApiController
{
    [HttpGet, Operation(Scopes.RefusedMessagesRead, MayReadStandby = true), ProducesResponseType<Page<RefusedMessageModel>>(200)]
    public async Task<IActionResult> ListRefusedMessages(
        [FromServices] ListRefusedMessagesHandler handler,
        string organization,
        [FromQuery] RefusedMessageFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{refusedMessage}"), Operation(Scopes.RefusedMessagesRead), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReadRefusedMessage(
        [FromServices] ReadRefusedMessageHandler handler,
        string organization,
        string refusedMessage,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(refusedMessage, ct));

    [
        HttpGet("{refusedMessage}/content"),
        Operation(Scopes.RefusedMessagesRead, MayReadStandby = true),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Octet)
    ]
    public async Task<IActionResult> DownloadRefusedMessage(
        [FromServices] DownloadRefusedMessageHandler handler,
        string organization,
        string refusedMessage,
        CancellationToken ct
    ) =>
        FileOf(
            await handler.RunAsync(refusedMessage, ct),
            content => File(content.Bytes, MediaTypeNames.Application.Octet, content.FileName)
        );

    [HttpPost("{refusedMessage}/replay"), Operation(Scopes.RefusedMessagesWrite), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReplayRefusedMessage(
        [FromServices] ReplayRefusedMessageHandler handler,
        string organization,
        string refusedMessage,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(refusedMessage, ct));

    [HttpPost("{refusedMessage}/dismiss"), Operation(Scopes.RefusedMessagesWrite), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> DismissRefusedMessage(
        [FromServices] DismissRefusedMessageHandler handler,
        string organization,
        string refusedMessage,
        [FromBody] DismissalInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(refusedMessage, input, ct));
}
