using System.Threading.Channels;
using Npgsql;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Platform.ActivityLog;

/// <summary>
/// Writes the activity log before the answer is given. What changed something is noted in the transaction of the change;
/// what changed nothing (reads, refusals, questions of the node) is noted here, many calls in one transaction, and every
/// call waits for the batch its own entry is in. Either way the entry has its place in the sealed chain when the caller
/// reads the answer. A call that cannot be noted is not answered: nothing is taken off the queue and forgotten. The
/// connections are this writer's own, so that a pool that others have emptied keeps nothing from the log.
/// </summary>
public sealed class ActivityWriter(ActivityChain chain, ILogger<ActivityWriter> log) : BackgroundService
{
    private const int QueueMax = 50_000;
    private const int BatchMax = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const string Insert = """
        INSERT INTO activity_log
            (organization_id, activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource, code, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private readonly Channel<Note> _queue = Channel.CreateBounded<Note>(new BoundedChannelOptions(QueueMax) { SingleReader = true });

    /// <summary>Without an entry: one that a change brought along waits for its place.</summary>
    private sealed record Note(string Organization, ActivityEntry? Entry, bool WaitsForDisk)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>With the change: either both are there or neither. Once it is committed, <see cref="PlaceAsync"/>.</summary>
    public static async Task WriteAsync(TenantSession session, ActivityEntry entry, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Insert, session.Connection, session.Transaction);
        foreach (var parameter in Parameters(entry))
            command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Returns when the entry is written. Refuses the call when it cannot be.</summary>
    /// <param name="waitsForDisk">False for the node's questions, which wait for no disk themselves (Features/Node): a crash of the
    /// database server may lose the last half second of them, question and entry alike.</param>
    public async Task RecordAsync(ActivityEntry entry, bool waitsForDisk = true)
    {
        try
        {
            await QueueAsync(new(entry.Organization, entry, waitsForDisk));
        }
        catch (Exception error)
        {
            log.LogError(error, "A call could not be noted and is not answered: {Entry}", entry);
            throw new RefusedException(new(ErrorKind.Busy, "activity-log-unavailable", "The call could not be noted",
                "Nothing was changed. Every call is noted in the activity log before it is answered, and that was not possible now. Send the request again in a moment (Retry-After)."));
        }
    }

    /// <summary>
    /// Gives the entry of a committed change its place in the chain. Should it fail the entry is there all the same, and
    /// <see cref="SealActivityLog"/> gives it its place later: the change is not denied for that.
    /// </summary>
    public async Task PlaceAsync(string organization)
    {
        try
        {
            await QueueAsync(new(organization, null, WaitsForDisk: true));
        }
        catch (Exception error)
        {
            log.LogError(error, "An entry of the activity log of {Organization} has no place in the chain yet", organization);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
                await WriteBatchAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The web server has stopped before (last in, first out): what is queued now is all there is.
            _queue.Writer.Complete();
            while (_queue.Reader.TryPeek(out _))
                await WriteBatchAsync();
        }
    }

    private async Task QueueAsync(Note note)
    {
        await _queue.Writer.WriteAsync(note).AsTask().WaitAsync(Patience);
        await note.Written.Task.WaitAsync(Patience);
    }

    private async Task WriteBatchAsync()
    {
        var batch = new List<Note>();
        while (batch.Count < BatchMax && _queue.Reader.TryRead(out var note))
            batch.Add(note);
        try
        {
            await AppendAsync(batch);
        }
        // What the server refused may be the fault of one organization's entries or of a lock on its chain: the others go on.
        catch (Exception error) when (error is PostgresException or not NpgsqlException)
        {
            log.LogWarning(error, "A batch of the activity log is written organization by organization");
            foreach (var one in batch.GroupBy(n => n.Organization))
                await AppendOrTellAsync([.. one]);
        }
        catch (Exception error)
        {
            Tell(batch, error);
        }
    }

    private async Task AppendOrTellAsync(List<Note> notes)
    {
        try
        {
            await AppendAsync(notes);
        }
        catch (Exception error)
        {
            Tell(notes, error);
        }
    }

    private async Task AppendAsync(List<Note> notes)
    {
        var additions = notes.GroupBy(n => n.Organization)
            .Select(o => new ChainAddition(o.Key, [.. o.Select(n => n.Entry).OfType<ActivityEntry>()], o.Any(n => n.Entry is null))).ToList();
        await chain.AppendAsync(additions, notes.Any(n => n.WaitsForDisk), CancellationToken.None);
        foreach (var note in notes)
            note.Written.TrySetResult();
    }

    private static void Tell(List<Note> notes, Exception error)
    {
        foreach (var note in notes)
            note.Written.TrySetException(error);
    }

    private static IEnumerable<NpgsqlParameter> Parameters(ActivityEntry e)
    {
        object?[] values = [e.Organization, e.Id, e.OccurredAt, e.ClientId, e.OperationId, e.Method, e.Path, (short)e.Status, e.Outcome, e.TraceId, e.Resource, e.Code, e.Reason];
        return values.Select(v => new NpgsqlParameter { Value = v ?? DBNull.Value });
    }
}
