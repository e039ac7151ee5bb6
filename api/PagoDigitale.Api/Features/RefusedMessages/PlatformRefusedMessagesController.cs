using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>What names no organization of this platform; for whoever runs it.</summary>
[Tags("refused-messages"), Route("v1/refused-messages")]
public sealed class PlatformRefusedMessagesController : ApiController
{
    [HttpGet, Operation(Scopes.RefusedMessagesManage), ProducesResponseType<Page<RefusedMessageModel>>(200)]
    public async Task<IActionResult> ListPlatformRefusedMessages(
        [FromServices] ListPlatformRefusedMessagesHandler handler,
        [FromQuery] RefusedMessageFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("{refusedMessage}"), Operation(Scopes.RefusedMessagesManage), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReadPlatformRefusedMessage(
        [FromServices] ReadPlatformRefusedMessageHandler handler,
        string refusedMessage,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(refusedMessage, ct));

    [
        HttpGet("{refusedMessage}/content"),
        Operation(Scopes.RefusedMessagesManage),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Octet)
    ]
    public async Task<IActionResult> DownloadPlatformRefusedMessage(
        [FromServices] DownloadPlatformRefusedMessageHandler handler,
        string refusedMessage,
        CancellationToken ct
    ) =>
        FileOf(
            await handler.RunAsync(refusedMessage, ct),
            content => File(content.Bytes, MediaTypeNames.Application.Octet, content.FileName)
        );

    [HttpPost("{refusedMessage}/replay"), Operation(Scopes.RefusedMessagesManage), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReplayPlatformRefusedMessage(
        [FromServices] ReplayPlatformRefusedMessageHandler handler,
        string refusedMessage,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(refusedMessage, ct));

    [HttpPost("{refusedMessage}/dismiss"), Operation(Scopes.RefusedMessagesManage), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> DismissPlatformRefusedMessage(
        [FromServices] DismissPlatformRefusedMessageHandler handler,
        string refusedMessage,
        [FromBody] DismissalInput input,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(refusedMessage, input, ct));
}
