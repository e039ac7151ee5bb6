using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.MissingReceipts;

public sealed class ReadMissingReceiptHandler(MissingReceiptRows rows)
{
    public Task<Outcome<MissingReceiptModel>> RunAsync(string missingReceipt, CancellationToken ct) => rows.ReadAsync(missingReceipt, ct);
}
