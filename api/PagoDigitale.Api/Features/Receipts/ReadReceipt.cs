using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

public sealed class ReadReceiptHandler(TenantSession session, ReceiptRows rows, ReceiptEmbedding embedding)
{
    public Task<Outcome<ReceiptModel>> RunAsync(string receipt, CancellationToken ct) => RunAsync(receipt, PartQuery.Whole, ct);

    public async Task<Outcome<ReceiptModel>> RunAsync(string receipt, PartQuery part, CancellationToken ct)
    {
        if (!PublicId.TryParse(receipt, ReceiptRow.Prefix, out var id))
            return ReceiptRow.NotFound(receipt);
        var found = await rows.FindAsync("organization_id = $1 AND receipt_record_id = $2", [session.Organization, id], ct);
        return found.Count == 0 ? ReceiptRow.NotFound(receipt) : (await embedding.AddAsync(found, part.Embed, ct))[0].Receipt;
    }
}
