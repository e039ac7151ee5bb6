using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed class ListRefusedMessagesHandler(RefusedMessageList list)
{
    public Task<Outcome<Page<RefusedMessageModel>>> RunAsync(RefusedMessageFilter filter, CancellationToken ct) =>
        list.ReadAsync(filter, ct);
}
