using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// The data as the node sent them. Of a payment outside the node, of one that only a rendicontazione tells of and of one made with a
/// credit there are none.
/// </summary>
public sealed class DownloadReceiptXmlHandler(TenantSession session, InboundMessages messages)
{
    public async Task<Outcome<ReceiptFile>> RunAsync(string receipt, CancellationToken ct)
    {
        if (!PublicId.TryParse(receipt, ReceiptRow.Prefix, out var id))
            return ReceiptRow.NotFound(receipt);
        var found = await session.QueryAsync(
            "SELECT iur, message_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2",
            r => (Iur: r.GetString(0), Message: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1)),
            ct,
            session.Organization,
            id
        );
        if (found.Count == 0)
            return ReceiptRow.NotFound(receipt);
        var content = found[0].Message is { } message ? await messages.ReadAsync(message, ct) : null;
        if (content is null)
            return new ApiError(ErrorKind.NotFound, "receipt-xml-not-found", ReceiptsTexts.NoOriginal, ReceiptsTexts.NoMessageTells);
        return new ReceiptFile(content, $"ricevuta-{ReceiptFile.Safe(found[0].Iur)}.xml");
    }
}
