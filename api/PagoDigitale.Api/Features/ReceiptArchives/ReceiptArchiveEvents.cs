using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.ReceiptArchives;

[Event("receipt-archive.completed", "All files of an archive of receipts were looked at.")]
public sealed record ReceiptArchiveCompleted(string ReceiptArchiveId, string FileName, int Files, int Taken, int AlreadyHere, int Refused)
    : EventData
{
    protected override string SubjectId => ReceiptArchiveId;
}
