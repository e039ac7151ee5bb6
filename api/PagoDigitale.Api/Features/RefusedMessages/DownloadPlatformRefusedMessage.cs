using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class DownloadPlatformRefusedMessageHandler(RefusedMessageContent contents)
{
    public Task<Outcome<MessageContent>> RunAsync(string refusedMessage, CancellationToken ct) => contents.ReadAsync(refusedMessage, ct);
}
