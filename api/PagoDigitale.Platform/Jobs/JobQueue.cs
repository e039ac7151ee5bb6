using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
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
public sealed class JobQueue(TenantSession session, TimeProvider clock)
{
    /// <param name="dedupeKey">What is asked for with one key is the same work, with an equal payload.</param>
    public async Task EnqueueAsync<T>(string kind, T payload, string? dedupeKey, CancellationToken ct, DateTimeOffset? runAfter = null)
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            INSERT INTO jobs (job_id, kind, organization_id, dedupe_key, payload, run_after, created_at)
            VALUES ($1, $2, $3, $4, $5, coalesce($6, now()), $7)
            """,
            ct,
            Guid.CreateVersion7(now),
            kind,
            session.Organization,
            dedupeKey,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(payload, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            // Due by the clock of the database, as they are claimed: one that goes otherwise would hold them back.
            new NpgsqlParameter { Value = (object?)runAfter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            now
        );
        await session.ExecuteAsync("SELECT pg_notify('pagodigitale_jobs', $1)", ct, kind);
    }
}
