using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// The data as they came: the node's message, or what pagoPA's service of receipts answered where that had not come. Of a payment outside
/// the node, of one that only a rendicontazione tells of and of one made with a
/// credit there are none.
/// </summary>
public sealed class DownloadReceiptOriginalHandler(TenantSession session, InboundMessages messages)
{
    public async Task<Outcome<(byte[] Content, string MediaType, string FileName)>> RunAsync(string receipt, CancellationToken ct)
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
            return new ApiError(ErrorKind.NotFound, "receipt-original-not-found", ReceiptsTexts.NoOriginal, ReceiptsTexts.NoMessageTells);
        var name = $"ricevuta-{ReceiptFile.Safe(found[0].Iur)}";
        // Generated clients would read what is called JSON, and give something else than the file.
        return ReceiptFileForm.IsJson(content)
            ? (content, UploadAttribute.AnyFile, $"{name}.json")
            : (content, UploadAttribute.Xml, $"{name}.xml");
    }
}
