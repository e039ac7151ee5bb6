using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Jobs;

/// <summary>
/// Claims one due job and runs it. The claim takes a lease and commits before the work begins; the lease is renewed while
/// the handler runs, so a job whose worker died is taken over after <see cref="Lease"/> and never earlier. Failures are
/// retried with growing, jittered pauses (the job stays 'running' without an owner, with the pause as its lease, so that an
/// equal job may run meanwhile); after <see cref="AttemptsMax"/> the job is parked for a person to look at.
///
/// A claim takes with it whatever else waits with the same key: all of it was committed before the run begins. What is asked
/// for later stays, and waits until the run has ended, so one key keeps one worker busy. A job that is tried again takes
/// nothing along: what it does may have been done before the others asked.
///
/// Each lane has runners of its own (<see cref="JobRunners"/>): what is long in one keeps nobody waiting in another. In a lane
/// organizations take turns: the one with the fewest runs under way there is served first, whatever the others have queued, and
/// one process never does more of its jobs at a time than the lane allows. Whatever one of them asks for, however long it takes, a
/// runner is left for the others. Among those whose turn it is the more urgent goes first, then the older. Whatever a job computes it
/// computes behind those who wait for an answer (<see cref="BackgroundThreads"/>).
/// </summary>
public sealed class JobRunner(
    AppDataSource source,
    IServiceProvider services,
    JobHandlers handlers,
    JobRunners runners,
    KnowTableSizes sizes,
    BackgroundThreads threads,
    IConfiguration configuration,
    ILogger<JobRunner> log
) : IDisposable
{
    public const int AttemptsMax = 12;

    private static readonly SqlText _claim = SqlText.Statement(typeof(JobRunner), "ClaimJob.sql");

    /// <summary>How long a dead worker's job stays untouched.</summary>
    public TimeSpan Lease { get; } = TimeSpan.FromSeconds(configuration.GetValue("PagoDigitale:Jobs:LeaseSeconds", 30));

    /// <summary>Two claims at once would each see the organization, or the key, without the other's run: one for all lanes.</summary>
    private readonly SemaphoreSlim _claiming = new(1);

    private readonly string _owner =
        $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    /// <summary>False when nothing was due.</summary>
    public async Task<bool> RunOnceAsync(JobLane lane, CancellationToken ct)
    {
        if (await ClaimAsync(lane, ct) is not { } job)
            return false;
        using var activity = Telemetry.PagoTelemetry.Source.StartActivity($"job {job.Kind}", ActivityKind.Consumer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var heartbeat = RenewAsync(job.Id, stop.Token);
        try
        {
            // A job is often about what was loaded a moment ago.
            await sizes.RunOnceAsync(ct);
            await using var scope = services.CreateAsyncScope();
            await threads.RunAsync(() => handlers.RunAsync(scope.ServiceProvider, job, ct));
            await FinishAsync(job.Id, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await ReleaseAsync(job.Id);
        }
        catch (Exception error)
        {
            if (DatabaseFailure.Of(error) is { Kind: ErrorKind.Busy } passing)
                log.LogWarning(
                    "Job {Kind} {Job} failed at attempt {Attempt}: {Code} ({Reason})",
                    job.Kind,
                    job.Id,
                    job.Attempts,
                    passing.Code,
                    error.GetBaseException().Message
                );
            else
                log.LogError(error, "Job {Kind} {Job} failed at attempt {Attempt}", job.Kind, job.Id, job.Attempts);
            await FailAsync(job, error, CancellationToken.None);
        }
        finally
        {
            await stop.CancelAsync();
            await heartbeat;
        }
        return true;
    }

    public void Dispose() => _claiming.Dispose();

    private async Task<Job?> ClaimAsync(JobLane lane, CancellationToken ct)
    {
        await _claiming.WaitAsync(ct);
        try
        {
            return await ClaimNextAsync(lane, ct);
        }
        finally
        {
            _claiming.Release();
        }
    }

    private async Task<Job?> ClaimNextAsync(JobLane lane, CancellationToken ct)
    {
        await using var command = source.Short.CreateCommand(_claim);
        command.Parameters.Add(new() { Value = _owner });
        command.Parameters.Add(new() { Value = Lease });
        command.Parameters.Add(new() { Value = runners[lane].PerOrganizationMax });
        command.Parameters.Add(new() { Value = StateText.Of(lane) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new Job(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4))
            : null;
    }

    private async Task RenewAsync(Guid id, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Lease / 3, ct);
                await ExecuteAsync(
                    "UPDATE jobs SET lease_until = now() + $3 WHERE job_id = $1 AND lease_owner = $2",
                    ct,
                    id,
                    _owner,
                    Lease
                );
            }
            catch (OperationCanceledException)
            {
                // The handler has ended: there is nothing left to renew.
                return;
            }
            catch (NpgsqlException error)
            {
                // The database may be back in time for the next renewal; until then another worker may take the job over.
                log.LogWarning("The lease of job {Job} could not be renewed and is tried again ({Reason})", id, error.Message);
            }
        }
    }

    private Task FinishAsync(Guid id, CancellationToken ct) =>
        ExecuteAsync(
            """
            UPDATE jobs SET state = 'done', finished_at = now(), lease_until = NULL, last_error = NULL
            WHERE job_id = $1 AND lease_owner = $2
            """,
            ct,
            id,
            _owner
        );

    private Task ReleaseAsync(Guid id) =>
        ExecuteAsync(
            "UPDATE jobs SET lease_until = now(), attempts = attempts - 1 WHERE job_id = $1 AND lease_owner = $2",
            CancellationToken.None,
            id,
            _owner
        );

    private Task FailAsync(Job job, Exception error, CancellationToken ct)
    {
        var parked = job.Attempts >= AttemptsMax;
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, job.Attempts), 900) * RandomNumberGenerator.GetInt32(80, 120) / 100);
        return ExecuteAsync(
            """
            UPDATE jobs SET state = $3, lease_until = now() + $4, last_error = $5, lease_owner = NULL,
                finished_at = CASE WHEN $3 = 'parked' THEN now() END
            WHERE job_id = $1 AND lease_owner = $2
            """,
            ct,
            job.Id,
            _owner,
            parked ? "parked" : "running",
            pause,
            error.ToString()
        );
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = source.Short.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
