using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class ReplayRefusedMessageHandler(RefusedMessageReplay replay)
{
    public Task<Outcome<RefusedMessageModel>> RunAsync(string refusedMessage, CancellationToken ct) => replay.RunAsync(refusedMessage, ct);
}
