using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.ReceiptArchives;

public sealed record ReceiptArchiveUpload
{
    [FromQuery(Name = "fileName"), MinLength(1), MaxLength(200), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }
}

/// <summary>Keeps the archive as it came, and has its receipts taken: both or none.</summary>
public sealed class UploadReceiptArchiveHandler(
    TenantSession session,
    InboundMessages messages,
    JobQueue jobs,
    ReceiptArchiveRows rows,
    TimeProvider clock
)
{
    public async Task<Outcome<Created<ReceiptArchiveModel>>> RunAsync(string? fileName, SpooledUpload file, CancellationToken ct)
    {
        await using var content = file.OpenRead();
        var (archive, files, fault) = ReceiptZip.Open(content);
        archive?.Dispose();
        if (fault is not null)
            return ApiError.Invalid(new FieldError("body", "archive-unreadable", fault, ReceiptArchiveTexts.SendZip)) with
            {
                Code = "archive-unreadable",
                Title = ReceiptArchiveTexts.Unreadable,
            };
        // Two uploads of one archive at the same moment: the second waits here and then finds the first.
        await session.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            ct,
            $"receipt-archive/{session.Organization}/{Convert.ToHexString(file.Sha256)}"
        );
        var same = await session.QueryAsync(
            "SELECT receipt_archive_id FROM receipt_archives WHERE organization_id = $1 AND file_sha256 = $2",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            file.Sha256
        );
        if (same is [var known])
        {
            var there = (await rows.FindAsync(known, ct))!;
            // Where its run was given up, this begins another one; else it shares the one that is waiting.
            if (there.State == ReceiptArchiveState.Received)
                await jobs.EnqueueAsync(TakeReceiptArchive.Kind, new ArchiveToTake(known), known.ToString("N"), ct);
            return new Created<ReceiptArchiveModel>(there, IsNew: false);
        }
        var (id, name) = (Guid.CreateVersion7(clock.GetUtcNow()), file.NameOr(fileName));
        content.Position = 0;
        var message = await messages.StoreAsync("receipt-archive", file.MediaType, content, file.Sha256, name, "upload", ct);
        await session.ExecuteAsync(
            """
            INSERT INTO receipt_archives (organization_id, receipt_archive_id, message_id, file_name, file_sha256, size_bytes, state,
                files_count, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            ct,
            session.Organization,
            id,
            message,
            name,
            file.Sha256,
            file.Length,
            StateText.Of(ReceiptArchiveState.Received),
            files.Count,
            clock.GetUtcNow()
        );
        await jobs.EnqueueAsync(TakeReceiptArchive.Kind, new ArchiveToTake(id), id.ToString("N"), ct);
        return new Created<ReceiptArchiveModel>((await rows.FindAsync(id, ct))!, IsNew: true);
    }
}
