using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class DismissPlatformRefusedMessageHandler(RefusedMessageDismissal dismissal)
{
    public Task<Outcome<RefusedMessageModel>> RunAsync(string refusedMessage, DismissalInput input, CancellationToken ct) =>
        dismissal.RunAsync(refusedMessage, input, ct);
}
