using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// Takes a receipt that the node did not bring: another partner's, or one recovered from the back office. It has the effects of
/// one that the node brings. Who sent it to whom does not count, only whether this organization has a share in it.
/// </summary>
public sealed class UploadReceiptHandler(ReceiptIntakeHandler intake, ReadReceiptHandler read, InboundMessages messages)
{
    private const string Kind = "receipt-upload";

    public async Task<Outcome<Created<ReceiptModel>>> RunAsync(SpooledUpload file, CancellationToken ct)
    {
        var content = await file.ReadAllAsync(ct);
        var reading = TolerantReceiptReader.ReadReceipt(content);
        if (!reading.IsOk)
            return Refused(
                new("body", "receipt-unreadable", reading.Error.Description, ReceiptsTexts.SendAsItCame),
                "receipt-unreadable",
                ReceiptsTexts.Unreadable
            );
        // Of a repetition too: it is rolled back with the refusal, or is one copy more of what is here.
        var message = await messages.StoreAsync(Kind, file.MediaType, content, null, "upload", ct);
        var taken = await intake.TakeAsync(reading.Receipt, reading.Deviations, ReceiptOrigin.Upload, message, ct);
        if (taken.Fate == ReceiptFate.Contradictory)
            return Refused(
                new(taken.Element, "receipt-contradictory", taken.Contradiction!, ReceiptsTexts.AskForOriginal),
                "receipt-contradictory",
                ReceiptsTexts.Contradictory
            );
        if (taken.Fate == ReceiptFate.AlreadyHere)
            await messages.ForgetAsync(message, ct);
        var receipt = await read.RunAsync(PublicId.Format(ReceiptRow.Prefix, taken.RecordId!.Value), ct);
        return new Created<ReceiptModel>(receipt.Value!, taken.Fate != ReceiptFate.AlreadyHere);
    }

    private static ApiError Refused(FieldError error, string code, Message title) =>
        ApiError.Invalid(error) with
        {
            Code = code,
            Title = title,
        };
}
