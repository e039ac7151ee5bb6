using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.ReceiptArchives;

public sealed record ArchiveToTake(Guid ArchiveId);

/// <summary>
/// Takes the receipts of an archive: a hundred in one transaction, as far as they are what nearly all are, and each of the others in one of
/// its own, as if it had been uploaded alone. What became of a file is written with it: killed, the run goes on behind the last one.
/// </summary>
public sealed class TakeReceiptArchive(TenantScopes scopes, TimeProvider clock, ILogger<TakeReceiptArchive> log) : IJobHandler
{
    private const int TogetherMax = 100;
    private const int FailuresTold = 10;

    public static string Kind => "receipt-archives.take";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var id = job.Read<ArchiveToTake>().ArchiveId;
        await using var spool = PrivateFolder.OfProcess.NewSpool("archive");
        var done = await scopes.RunAsync(job.Organization, s => BeginAsync(s, id, spool, ct), ct);
        if (done is null)
            return;
        spool.Position = 0;
        var (archive, files, fault) = ReceiptZip.Open(spool);
        using var open = archive ?? throw new InvalidOperationException($"The archive {id} could be read when it came: {fault}");
        var failures = new List<Exception>();
        foreach (var some in files.Where(f => !done.Contains(f.Index)).Chunk(TogetherMax))
            await TakeAsync(job.Organization, id, some, failures, ct);
        // Of files that we fail with nothing is known: the job tells of them, and is run again for them alone.
        if (failures.Count > 0)
            throw new AggregateException(
                $"{failures.Count} files of the archive {id} could not be looked at.",
                failures.Take(FailuresTold)
            );
        await scopes.RunAsync(job.Organization, s => EndAsync(s, id, ct), ct);
    }

    /// <returns>The files that were looked at before; null where there is nothing to do any more.</returns>
    private static async Task<HashSet<int>?> BeginAsync(TenantScope scope, Guid id, FileStream spool, CancellationToken ct)
    {
        var message = await scope.Session.QueryAsync(
            "SELECT message_id FROM receipt_archives WHERE organization_id = $1 AND receipt_archive_id = $2 AND state = 'received'",
            r => r.GetGuid(0),
            ct,
            scope.Session.Organization,
            id
        );
        if (message.Count == 0)
            return null;
        await scope.Get<InboundMessages>().CopyToAsync(message[0], spool, ct);
        return
        [
            .. await scope.Session.QueryAsync(
                "SELECT file_index FROM receipt_archive_files WHERE organization_id = $1 AND receipt_archive_id = $2",
                r => r.GetInt32(0),
                ct,
                scope.Session.Organization,
                id
            ),
        ];
    }

    private async Task TakeAsync(string organization, Guid id, ZippedFile[] some, List<Exception> failures, CancellationToken ct)
    {
        var outcomes = new List<FileOutcome>();
        var readable = new List<(ZippedFile File, ReceiptAsFile Receipt)>();
        foreach (var file in some)
        {
            var (content, failure) = await ReceiptZip.ReadAsync(file, ct);
            if (content is null)
                outcomes.Add(new(file, ReceiptFileOutcome.Refused, null, failure));
            else
                readable.Add((file, new(content, UploadAttribute.AnyFile, file.Name)));
        }
        foreach (var (file, receipt) in await TakeTogetherAsync(organization, id, readable, outcomes, ct))
            try
            {
                await TakeAloneAsync(organization, id, file, receipt, ct);
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                failures.Add(error);
            }
    }

    /// <returns>Those that go alone: all, where the transaction of many fails.</returns>
    private async Task<List<(ZippedFile File, ReceiptAsFile Receipt)>> TakeTogetherAsync(
        string organization,
        Guid id,
        List<(ZippedFile File, ReceiptAsFile Receipt)> readable,
        List<FileOutcome> unreadable,
        CancellationToken ct
    )
    {
        await scopes.RunAsync(organization, s => s.Get<ReceiptArchiveFileWriter>().WriteAsync(id, unreadable, ct), ct);
        try
        {
            return await scopes.RunAsync(
                organization,
                async s =>
                {
                    var first = await s.Get<ReceiptFileIntake>().TakeFirstAsync(readable.ConvertAll(r => r.Receipt), ct);
                    await s.Get<ReceiptArchiveFileWriter>()
                        .WriteAsync(id, [.. first.Select(f => OutcomeOf(readable[f.Key].File, f.Value))], ct);
                    return readable.Where((_, i) => !first.ContainsKey(i)).ToList();
                },
                ct
            );
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("{Count} receipts of the archive {Archive} are taken one by one ({Reason})", readable.Count, id, error.Message);
            return readable;
        }
    }

    private async Task TakeAloneAsync(string organization, Guid id, ZippedFile file, ReceiptAsFile receipt, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var taken = await scope.Get<ReceiptFileIntake>().TakeAsync(receipt, ct);
        if (taken.Refusal is null)
        {
            await scope.Get<ReceiptArchiveFileWriter>().WriteAsync(id, [OutcomeOf(file, taken)], ct);
            await scope.CommitAsync(ct);
            return;
        }
        // What it left of its transaction is not committed; the archive has the file.
        await scope.DisposeAsync();
        await scopes.RunAsync(organization, s => s.Get<ReceiptArchiveFileWriter>().WriteAsync(id, [OutcomeOf(file, taken)], ct), ct);
    }

    private async Task EndAsync(TenantScope scope, Guid id, CancellationToken ct)
    {
        var ended = await scope.Session.ExecuteAsync(
            """
            UPDATE receipt_archives SET state = $3, completed_at = $4
            WHERE organization_id = $1 AND receipt_archive_id = $2 AND state = 'received'
            """,
            ct,
            scope.Session.Organization,
            id,
            StateText.Of(ReceiptArchiveState.Completed),
            clock.GetUtcNow()
        );
        // Another run came to its end at the same moment.
        if (ended == 0)
            return;
        var archive = (await scope.Get<ReceiptArchiveRows>().FindAsync(id, ct))!;
        var counts = archive.Counts;
        await scope
            .Get<EventLog>()
            .EmitAsync(
                new ReceiptArchiveCompleted(archive.Id, archive.FileName, counts.Files, counts.Taken, counts.AlreadyHere, counts.Refused),
                ct
            );
    }

    private static FileOutcome OutcomeOf(ZippedFile file, TakenFile taken) =>
        taken.Refusal is { } refusal
            ? new(
                file,
                ReceiptFileOutcome.Refused,
                null,
                new()
                {
                    Code = refusal.Code,
                    Message = refusal.Message,
                    Remedy = refusal.Remedy,
                }
            )
            : new(
                file,
                taken.Fate == ReceiptFate.AlreadyHere ? ReceiptFileOutcome.AlreadyHere : ReceiptFileOutcome.Taken,
                taken.Receipt,
                null
            );
}
