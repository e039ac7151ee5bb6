using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReceiptArchives;

/// <summary>Receipts that somebody has as files, many at once.</summary>
public sealed class ReceiptArchivesFeature : Feature
{
    public override int Floor => 7;

    public override IReadOnlyList<string> Tables => ["receipt_archives", "receipt_archive_files"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<TakeReceiptArchive>(JobLane.Bulk)];

    public override IReadOnlyList<EventType> Events => [EventType.Of<ReceiptArchiveCompleted>()];

    public override IReadOnlyList<ErrorCode> Errors => ReceiptArchiveErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(ReceiptArchiveTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new(ReceiptArchiveRows.Prefix, "receiptArchive")];

    public override void AddServices(IServiceCollection services) =>
        services.AddPerCall(
            typeof(ListReceiptArchiveFilesHandler),
            typeof(ListReceiptArchivesHandler),
            typeof(ReadReceiptArchiveHandler),
            typeof(ReceiptArchiveFileWriter),
            typeof(ReceiptArchiveRows),
            typeof(UploadReceiptArchiveHandler)
        );
}
