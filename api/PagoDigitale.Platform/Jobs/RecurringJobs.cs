using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Jobs;

/// <summary>Work that comes round by the clock, for all tenants. Tests call <see cref="RunOnceAsync"/> instead of waiting.</summary>
public interface IRecurringJob
{
    TimeSpan Interval { get; }

    /// <summary>How many things it did.</summary>
    Task<int> RunOnceAsync(CancellationToken ct);
}

/// <summary>Runs the recurring jobs; an advisory lock lets one replica at a time do each.</summary>
public sealed class RecurringJobs(IEnumerable<IRecurringJob> jobs, AppDataSource source, TimeProvider clock, ILogger<RecurringJobs> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => RepeatAsync(job, stoppingToken)));

    private async Task RepeatAsync(IRecurringJob job, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(job.Interval);
        var outage = new Outage($"Recurring job {job.GetType().Name}", clock, log);
        do
        {
            try
            {
                await RunAloneAsync(job, ct);
                outage.Over();
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // It comes round by itself; one that comes every other second comes less often while nothing can be done.
                var pause = outage.Failed(error) - job.Interval;
                if (pause > TimeSpan.Zero && !await WaitAsync(pause, ct))
                    return;
            }
        } while (await WaitAsync(timer, ct));
    }

    private async Task RunAloneAsync(IRecurringJob job, CancellationToken ct)
    {
        await using var connection = await source.Work.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))";
        command.Parameters.Add(new() { Value = $"pagodigitale/{job.GetType().Name}" });
        if (await command.ExecuteScalarAsync(ct) is true)
            await job.RunOnceAsync(ct);
    }

    private static async Task<bool> WaitAsync(TimeSpan pause, CancellationToken ct)
    {
        try
        {
            await Task.Delay(pause, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
