using System.Collections.Concurrent;
using System.Threading.Channels;
using Npgsql;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// Writes the activity log before the answer is given. What changed something is noted in the transaction of the change;
/// what changed nothing (reads, refusals, questions of the node) is noted here, many calls in one transaction, and every
/// call waits for the batch its own entry is in. A call that cannot be noted is not answered, and noted as that once it can be. The
/// connections are this writer's own, so that a pool that others have emptied keeps nothing from the log.
///
/// Nobody waits for a chain: an entry whose chain is free takes its place at once, another one when it is (a later call,
/// whoever reads the log, or <see cref="SealActivityLog"/>).
/// </summary>
public sealed class ActivityWriter(ActivityEntries entries, ActivityChain chain, TimeProvider clock, ILogger<ActivityWriter> log)
    : BackgroundService
{
    public const string Unavailable = "activity-log-unavailable";

    private const int QueueMax = 50_000;
    private const int BatchMax = 500;
    private const int LateMax = 10_000;
    private const int SettleAttemptsMax = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SettlePause = TimeSpan.FromMilliseconds(20);

    /// <summary>What a batch costs is its transaction and its flush to the disk, hardly its entries.</summary>
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(1);

    private const string Insert = $"""
        INSERT INTO activity_log (organization_id, {ActivityEntry.Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private readonly Channel<Note> _queue = Channel.CreateBounded<Note>(new BoundedChannelOptions(QueueMax) { SingleReader = true });

    private int _lastCount;

    /// <summary>Entries of calls that could not be noted in time, saying so; written when the log can be written again.</summary>
    private readonly ConcurrentQueue<ActivityEntry> _late = new();

    /// <summary>With the change: either both are there or neither. Once it is committed, <see cref="PlaceAsync"/>.</summary>
    public static async Task WriteAsync(TenantSession session, ActivityEntry entry, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Insert, session.Connection, session.Transaction);
        foreach (var parameter in Parameters(entry))
            command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Returns when the entry is written. Refuses the call when it cannot be.</summary>
    /// <param name="message">What came with the call and is kept with its entry.</param>
    /// <param name="waitsForDisk">False for questions of the node that change nothing (Gateways/PagoPa): a crash of the database server may
    /// lose the last half second of them, question and entry alike.</param>
    /// <param name="otherwise">What is noted later if this cannot be noted now; it says what the caller was told instead.</param>
    public async Task RecordAsync(
        ActivityEntry entry,
        InboundMessage? message = null,
        bool waitsForDisk = true,
        ActivityEntry? otherwise = null
    )
    {
        var note = new Note(entry.Organization, entry, message, waitsForDisk);
        try
        {
            await QueueAsync(note);
        }
        catch (Exception error)
        {
            log.LogError("A call could not be noted and is not answered ({Reason}): {Entry}", error.GetBaseException().Message, entry);
            NoteLate(
                otherwise
                    ?? entry with
                    {
                        Status = ErrorStatus.Of(ErrorKind.Busy),
                        Outcome = ActivityEntry.OutcomeOf(ErrorStatus.Of(ErrorKind.Busy)),
                        Code = Unavailable,
                    }
            );
            throw new RefusedException(new(ErrorKind.Busy, Unavailable, ActivityTexts.NotNoted, ActivityTexts.SendAgain));
        }
    }

    /// <summary>
    /// Gives the entry of a committed change its place in the chain. Where that is not possible now the entry is there all the same and
    /// gets its place later: the change is not denied for that.
    /// </summary>
    /// <returns>Whether nothing waits any more.</returns>
    public async Task<bool> PlaceAsync(string organization)
    {
        var note = new Note(organization, null, null, WaitsForDisk: true);
        try
        {
            await QueueAsync(note);
            return note.IsPlaced;
        }
        catch (Exception error)
        {
            log.LogWarning(
                "Entries of the activity log of {Organization} have no place in the chain yet ({Reason})",
                organization,
                error.GetBaseException().Message
            );
            return false;
        }
    }

    /// <summary>For readers of the log: what was answered before shows. A chain that somebody holds is waited for a moment only.</summary>
    public async Task SettleAsync(string organization, CancellationToken ct)
    {
        for (var attempt = 1; !await PlaceAsync(organization) && attempt < SettleAttemptsMax; attempt++)
            await Task.Delay(SettlePause, clock, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await GatherAsync(stoppingToken);
                await WriteBatchAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The web server has stopped before (last in, first out): what is queued now is all there is.
            _queue.Writer.Complete();
            while (_queue.Reader.TryPeek(out _))
                await WriteBatchAsync();
        }
    }

    /// <summary>Who gives up takes the note back, unless it is being written at this moment: how that ends is known soon.</summary>
    private async Task QueueAsync(Note note)
    {
        if (!_queue.Writer.TryWrite(note))
            throw new TimeoutException("Too many calls wait to be noted.");
        try
        {
            await note.Written.Task.WaitAsync(Patience, clock);
        }
        catch (TimeoutException) when (!note.TryWithdraw())
        {
            await note.Written.Task;
        }
    }

    /// <summary>
    /// Where calls come together they are waited for a moment, to be written together; one that is alone, and the node, are not kept.
    /// </summary>
    private async Task GatherAsync(CancellationToken stopping)
    {
        if (_queue.Reader.TryPeek(out var first) && first.WaitsForDisk && (_lastCount > 1 || _queue.Reader.Count > 1))
            await Task.Delay(Company, clock, stopping);
    }

    private async Task WriteBatchAsync()
    {
        var batch = new List<Note>();
        while (batch.Count < BatchMax && _queue.Reader.TryRead(out var note))
            if (note.TryTake())
                batch.Add(note);
        _lastCount = batch.Count;
        if (batch.Count == 0)
            return;
        try
        {
            await WriteAsync(batch);
        }
        // What is refused, and not for a reason that passes, may be the fault of one organization's entries: the others go on.
        catch (Exception error) when (!IsPassing(error))
        {
            log.LogWarning(
                "A batch of the activity log is written organization by organization ({Reason})",
                error.GetBaseException().Message
            );
            foreach (var one in batch.GroupBy(n => n.Organization))
                await WriteOrTellAsync([.. one]);
        }
        catch (Exception error)
        {
            Tell(batch, error);
        }
    }

    private async Task WriteOrTellAsync(List<Note> notes)
    {
        try
        {
            await WriteAsync(notes);
        }
        catch (Exception error)
        {
            Tell(notes, error);
        }
    }

    private async Task WriteAsync(List<Note> notes)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        var byOrganization = notes
            .Where(n => n.Entry is not null)
            .GroupBy(n => n.Organization)
            .Select(o => new ActivityNotes(o.Key, [.. o.Select(n => n.Entry!)], [.. o.Select(n => n.Message).OfType<InboundMessage>()]))
            .ToList();
        var waiting =
            byOrganization.Count == 0 ? [] : await entries.WriteAsync(byOrganization, notes.Any(n => n.WaitsForDisk), patience.Token);
        await PlaceAsync([.. waiting.Union(notes.Where(n => n.Entry is null).Select(n => n.Organization))], notes, patience.Token);
        foreach (var note in notes)
            note.Written.TrySetResult();
        TakeUpLate();
    }

    /// <summary>What is written stays written whatever becomes of its place.</summary>
    private async Task PlaceAsync(List<string> organizations, List<Note> notes, CancellationToken ct)
    {
        try
        {
            while (organizations.Count > 0)
            {
                var placement = await chain.PlaceAsync(organizations, ct);
                foreach (var note in notes.Where(n => organizations.Contains(n.Organization)))
                    note.IsPlaced = !placement.Held.Contains(note.Organization);
                organizations = [.. placement.Unfinished];
            }
        }
        catch (Exception error)
        {
            log.LogWarning(
                "Entries of {Organizations} in the activity log get their place later ({Reason})",
                string.Join(", ", organizations),
                error.GetBaseException().Message
            );
        }
    }

    private void Tell(List<Note> notes, Exception error)
    {
        foreach (var note in notes)
        {
            // Of a call that was refused long ago: again, unless it is the entry itself that cannot be written.
            if (note.IsLate && IsPassing(error))
                NoteLate(note.Entry!);
            note.Written.TrySetException(error);
        }
    }

    private static bool IsPassing(Exception error) =>
        error is OperationCanceledException || DatabaseFailure.Of(error) is { Kind: ErrorKind.Busy };

    /// <summary>
    /// Under an identifier of its own: whether the first entry was written, when the connection broke just then, nobody knows. If it
    /// was, this one follows it with the same trace identifier and says how the call ended.
    /// </summary>
    private void NoteLate(ActivityEntry entry)
    {
        if (_late.Count < LateMax)
            _late.Enqueue(entry with { Id = Guid.CreateVersion7(clock.GetUtcNow()) });
    }

    private void TakeUpLate()
    {
        while (_late.TryDequeue(out var entry))
        {
            if (_queue.Writer.TryWrite(new Note(entry.Organization, entry, null, WaitsForDisk: true) { IsLate = true }))
                continue;
            NoteLate(entry);
            return;
        }
    }

    /// <summary>Without an entry: those that changes brought along wait for their place.</summary>
    private sealed record Note(string Organization, ActivityEntry? Entry, InboundMessage? Message, bool WaitsForDisk)
    {
        private int _state;

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Nobody waits for it.</summary>
        public bool IsLate { get; init; }

        public bool IsPlaced { get; set; }

        public bool TryTake() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

        public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, 2, 0) == 0;
    }

    private static IEnumerable<NpgsqlParameter> Parameters(ActivityEntry e)
    {
        object?[] values =
        [
            e.Organization,
            e.Id,
            e.OccurredAt,
            e.ClientId,
            e.OperationId,
            e.Method,
            e.Path,
            (short)e.Status,
            e.Outcome,
            e.TraceId,
            e.Resource,
            e.Code,
            e.Reason,
        ];
        return values.Select(v => new NpgsqlParameter { Value = v ?? DBNull.Value });
    }
}
