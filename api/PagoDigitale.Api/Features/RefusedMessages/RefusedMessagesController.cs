using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.RefusedMessages;

[Tags("refused-messages"), Route("v1/organizations/{organization}/refused-messages")]
public sealed class RefusedMessagesController(
    RefusedMessageQueries queries,
    ReplayRefusedMessageHandler replay,
    DismissRefusedMessageHandler dismiss
) : ApiController
{
    [HttpGet, Operation(Scopes.RefusedMessagesRead), ProducesResponseType<Page<RefusedMessageModel>>(200)]
    public async Task<IActionResult> ListRefusedMessages(
        string organization,
        [FromQuery] RefusedMessageFilter filter,
        CancellationToken ct
    ) => Answer(await queries.ListAsync(filter, ct));

    [HttpGet("{refusedMessage}"), Operation(Scopes.RefusedMessagesRead), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReadRefusedMessage(string organization, string refusedMessage, CancellationToken ct) =>
        Answer(await queries.ReadAsync(refusedMessage, ct));

    [
        HttpGet("{refusedMessage}/content"),
        Operation(Scopes.RefusedMessagesRead),
        ProducesResponseType<FileContentResult>(200, MediaTypeNames.Application.Octet)
    ]
    public async Task<IActionResult> DownloadRefusedMessage(string organization, string refusedMessage, CancellationToken ct)
    {
        var content = await queries.ContentAsync(refusedMessage, ct);
        return content.Error is { } error
            ? Refusal(error)
            : File(content.Value.Content, MediaTypeNames.Application.Octet, content.Value.FileName);
    }

    [HttpPost("{refusedMessage}/replay"), Operation(Scopes.RefusedMessagesWrite), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> ReplayRefusedMessage(string organization, string refusedMessage, CancellationToken ct) =>
        Answer(await replay.RunAsync(refusedMessage, ct));

    [HttpPost("{refusedMessage}/dismiss"), Operation(Scopes.RefusedMessagesWrite), ProducesResponseType<RefusedMessageModel>(200)]
    public async Task<IActionResult> DismissRefusedMessage(
        string organization,
        string refusedMessage,
        [FromBody] DismissalInput input,
        CancellationToken ct
    ) => Answer(await dismiss.RunAsync(refusedMessage, input, ct));
}
