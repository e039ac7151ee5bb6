using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class ReadRefusedMessageHandler(RefusedMessageRows rows)
{
    public Task<Outcome<RefusedMessageModel>> RunAsync(string refusedMessage, CancellationToken ct) => rows.ReadAsync(refusedMessage, ct);
}
