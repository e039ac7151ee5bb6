using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Jobs;

/// <summary>A job as a handler sees it.</summary>
public sealed record Job(Guid Id, string Kind, string Organization, string Payload, int Attempts)
{
    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload, ApiJson.Options)!;
}

/// <summary>
/// What a kind of job does. A handler may be killed at any moment and is then run again from the start, possibly by another
/// process: it looks at the stored state, not at what it remembers, and its own commits must tolerate the repetition.
/// </summary>
public interface IJobHandler
{
    static abstract string Kind { get; }

    Task RunAsync(Job job, CancellationToken ct);
}

/// <summary>
/// Puts work on the queue in the caller's transaction and wakes the workers when it commits.
///
/// Who asks gets a run that begins after the asking is committed, and so sees all that was committed with it. With a key,
/// those who ask before the run begins share it: each leaves a row of its own, and the claim takes all that it can see
/// (<see cref="JobRunner"/>). One row for all would be less, but who finds it there may commit after its run has begun;
/// and holding it until the commit would make everybody wait for the slowest.
/// </summary>
public sealed class JobQueue(TenantSession session, JobHandlers kinds, TimeProvider clock)
{
    /// <param name="dedupeKey">What is asked for with one key is the same work, with an equal payload.</param>
    /// <param name="lane">Where who asks knows it better than the kind does: a small one of a kind that may be big.</param>
    public async Task EnqueueAsync<T>(
        string kind,
        T payload,
        string? dedupeKey,
        CancellationToken ct,
        DateTimeOffset? runAfter = null,
        JobLane? lane = null
    )
    {
        var declared = kinds.Find(kind);
        var waitsIn = StateText.Of(lane ?? declared.Lane);
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO jobs (job_id, kind, organization_id, dedupe_key, payload, run_after, created_at, lane, priority)
            VALUES ($1, $2, $3, $4, $5, now() + $6, $7, $8, $9)
            """,
            ct,
            Guid.CreateVersion7(now),
            kind,
            session.Organization,
            dedupeKey,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(payload, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            // How long from now, by the clock of the database, as they are claimed: one that goes otherwise would hold them back.
            runAfter is { } due
            && due > now
                ? due - now
                : TimeSpan.Zero,
            now,
            waitsIn,
            declared.Priority
        );
        await WakeAsync(waitsIn, ct);
    }

    /// <summary>
    /// Puts a job back that was given up, as if it were asked for now. Not in the hands of a worker, it is nobody else's to change.
    /// </summary>
    /// <returns>False when it is not parked.</returns>
    public async Task<bool> RequeueAsync(Guid job, CancellationToken ct)
    {
        var lanes = await session.QueryAsync(
            """
            UPDATE jobs SET state = 'queued', attempts = 0, run_after = now(), lease_owner = NULL, lease_until = NULL, finished_at = NULL
            WHERE job_id = $1 AND state = 'parked' RETURNING lane
            """,
            r => r.GetString(0),
            ct,
            job
        );
        if (lanes.Count == 0)
            return false;
        await WakeAsync(lanes[0], ct);
        return true;
    }

    private Task WakeAsync(string lane, CancellationToken ct) =>
        session.ExecuteAsync("SELECT pg_notify('pagodigitale_jobs', $1)", ct, lane);
}
