using System.Threading.Channels;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Platform.ActivityLog;

/// <summary>
/// Writes the activity log. What changed something is written in the same transaction as the change. Reads and refusals
/// changed nothing: they are queued and written in batches a moment later (a crash may lose the last of those, no more).
/// </summary>
public sealed class ActivityWriter(AppDataSource source, ILogger<ActivityWriter> log) : BackgroundService
{
    private const int QueueMax = 50_000;
    private const int BatchMax = 1_000;

    private const string Insert = """
        INSERT INTO activity_log
            (organization_id, activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string InsertMany = """
        INSERT INTO activity_log
            (organization_id, activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource)
        SELECT $1, n.* FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::text[], $10::text[], $11::text[]) AS n
        """;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly Channel<ActivityEntry> _queue = Channel.CreateBounded<ActivityEntry>(new BoundedChannelOptions(QueueMax) { SingleReader = true });

    public static async Task WriteAsync(TenantSession session, ActivityEntry entry, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Insert, session.Connection, session.Transaction);
        foreach (var parameter in Parameters(entry))
            command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(ct);
    }

    public ValueTask QueueAsync(ActivityEntry entry) => _queue.Writer.WriteAsync(entry);

    /// <summary>Writes what is queued now; for tests and for the last moment before the process ends.</summary>
    public async Task<int> FlushAsync(CancellationToken ct)
    {
        // One batch at a time: whoever finds the queue empty knows that nothing is on its way either.
        await _writing.WaitAsync(ct);
        try
        {
            var batch = new List<ActivityEntry>();
            while (batch.Count < BatchMax && _queue.Reader.TryRead(out var entry))
                batch.Add(entry);
            foreach (var tenant in batch.GroupBy(e => e.Organization))
                await StoreAsync(tenant.Key, tenant, ct);
            return batch.Count;
        }
        finally
        {
            _writing.Release();
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await TryFlushAsync(stoppingToken);
                await Task.Delay(200, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            while (_queue.Reader.Count > 0 && await TryFlushAsync(CancellationToken.None))
            {
            }
        }
    }

    private async Task<bool> TryFlushAsync(CancellationToken ct)
    {
        try
        {
            return await FlushAsync(ct) > 0;
        }
        catch (NpgsqlException error)
        {
            log.LogError(error, "A batch of the activity log could not be written");
            return false;
        }
    }

    /// <summary>A whole batch in one statement: the node's questions come by the thousand.</summary>
    private async Task StoreAsync(string organization, IEnumerable<ActivityEntry> entries, CancellationToken ct)
    {
        await using var connection = await source.Short.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("SELECT set_config('app.organization', $1, true)") { Parameters = { new() { Value = organization } } });
        var insert = new NpgsqlBatchCommand(InsertMany);
        var rows = entries.ToList();
        object[] columns =
        [
            organization, rows.Select(e => e.Id).ToArray(), rows.Select(e => e.OccurredAt).ToArray(), rows.Select(e => e.ClientId).ToArray(),
            rows.Select(e => e.OperationId).ToArray(), rows.Select(e => e.Method).ToArray(), rows.Select(e => e.Path).ToArray(),
            rows.Select(e => (short)e.Status).ToArray(), rows.Select(e => e.Outcome).ToArray(), rows.Select(e => e.TraceId).ToArray(),
            rows.Select(e => e.Resource).ToArray(),
        ];
        foreach (var column in columns)
            insert.Parameters.Add(new() { Value = column });
        batch.BatchCommands.Add(insert);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static IEnumerable<NpgsqlParameter> Parameters(ActivityEntry e)
    {
        object?[] values = [e.Organization, e.Id, e.OccurredAt, e.ClientId, e.OperationId, e.Method, e.Path, (short)e.Status, e.Outcome, e.TraceId, e.Resource];
        return values.Select(v => new NpgsqlParameter { Value = v ?? DBNull.Value });
    }
}
