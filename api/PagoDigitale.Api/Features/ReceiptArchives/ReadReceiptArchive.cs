using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReceiptArchives;

public sealed class ReadReceiptArchiveHandler(ReceiptArchiveRows rows)
{
    public Task<Outcome<ReceiptArchiveModel>> RunAsync(string receiptArchive, CancellationToken ct) => rows.ReadAsync(receiptArchive, ct);
}
