using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Jobs;

/// <summary>
/// Keeps a few runners busy. Woken by NOTIFY when work commits; looks by itself every few seconds for what is due later and
/// for leases that ran out.
/// </summary>
public sealed class JobWorker(JobRunner runner, AppDataSource source, TimeProvider clock, ILogger<JobWorker> log) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>One for all runners: they fail for the same reasons.</summary>
    private readonly Outage _queue = new("The job queue", clock, log);
    private readonly Outage _listening = new("Listening for jobs", clock, log);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([ListenAsync(stoppingToken), .. Enumerable.Range(0, JobRunner.Runners).Select(_ => WorkAsync(stoppingToken))]);

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var isBusy = await runner.RunOnceAsync(ct);
                _queue.Over();
                if (!isBusy)
                    await _wake.WaitAsync(Glance, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                await PauseAsync(_queue.Failed(error), ct);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.Work.OpenConnectionAsync(ct);
                connection.Notification += (_, _) => _wake.Release();
                await using (var listen = new NpgsqlCommand("LISTEN pagodigitale_jobs", connection))
                    await listen.ExecuteNonQueryAsync(ct);
                _listening.Over();
                while (true)
                    await connection.WaitAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException error)
            {
                await PauseAsync(_listening.Failed(error), ct);
            }
        }
    }

    /// <summary>Ends early, and in order, when the application stops.</summary>
    private static Task PauseAsync(TimeSpan pause, CancellationToken ct) =>
        Task.Delay(pause, ct)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
