using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>What names no organization of this platform; for whoever runs it.</summary>
[Tags("refused-messages"), Route("v1/refused-messages")]
public sealed class PlatformRefusedMessagesController(
    RefusedMessageQueries queries,
    ReplayRefusedMessageHandler replay,
    DismissRefusedMessageHandler dismiss
) : ApiController
{
    [HttpGet, Operation(Scopes.RefusedMessagesManage), ProducesResponseType<Page<RefusedMessageModel>>(200)]
    public async Task<IActionResult> ListPlatformRefusedMessages([FromQuery] RefusedMessageFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, ct));

    [HttpGet("{refusedMessage}"), Operation(Scopes.RefusedMessagesManage), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReadPlatformRefusedMessage(string refusedMessage, CancellationToken ct) =>
        Answer(await queries.ReadAsync(refusedMessage, ct));

    [
        HttpGet("{refusedMessage}/content"),
        Operation(Scopes.RefusedMessagesManage),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Octet)
    ]
    public async Task<IActionResult> DownloadPlatformRefusedMessage(string refusedMessage, CancellationToken ct)
    {
        var content = await queries.ContentAsync(refusedMessage, ct);
        return content.Error is { } error
            ? Refusal(error)
            : File(content.Value.Content, MediaTypeNames.Application.Octet, content.Value.FileName);
    }

    [HttpPost("{refusedMessage}/replay"), Operation(Scopes.RefusedMessagesManage), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReplayPlatformRefusedMessage(string refusedMessage, CancellationToken ct) =>
        Answer(await replay.RunAsync(refusedMessage, ct));

    [HttpPost("{refusedMessage}/dismiss"), Operation(Scopes.RefusedMessagesManage), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> DismissPlatformRefusedMessage(
        string refusedMessage,
        [FromBody] DismissalInput input,
        CancellationToken ct
    ) => Answer(await dismiss.RunAsync(refusedMessage, input, ct));
}
