using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// Takes a receipt that the node did not bring: another partner's, or one recovered from the back office. It has the effects of
/// one that the node brings. Who sent it to whom does not count, only whether this organization has a share in it.
/// </summary>
public sealed class UploadReceiptHandler(ReceiptFileIntake intake, ReadReceiptHandler read)
{
    public async Task<Outcome<Created<ReceiptModel>>> RunAsync(SpooledUpload file, CancellationToken ct)
    {
        var taken = await intake.TakeAsync(new(await file.ReadAllAsync(ct), file.MediaType, null), ct);
        if (taken.Refusal is { } refusal)
            return ApiError.Invalid(refusal) with
            {
                Code = refusal.Code,
                Title = refusal.Code == "receipt-unreadable" ? ReceiptsTexts.Unreadable : ReceiptsTexts.Contradictory,
            };
        var receipt = await read.RunAsync(PublicId.Format(ReceiptRow.Prefix, taken.Receipt!.Value), ct);
        return new Created<ReceiptModel>(receipt.Value!, taken.Fate != ReceiptFate.AlreadyHere);
    }
}
