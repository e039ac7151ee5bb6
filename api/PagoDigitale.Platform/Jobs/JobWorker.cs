using Npgsql;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Jobs;

/// <summary>
/// Keeps the runners of each lane busy. Woken by NOTIFY when work commits; looks by itself every few seconds for what is due later and
/// for leases that ran out.
/// </summary>
public sealed class JobWorker(JobRunner runner, JobRunners runners, AppDataSource source, TimeProvider clock, ILogger<JobWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    private readonly Dictionary<JobLane, SemaphoreSlim> _wake = JobRunners.All.ToDictionary(l => l, _ => new SemaphoreSlim(0));

    /// <summary>One for all runners: they fail for the same reasons.</summary>
    private readonly Outage _queue = new("The job queue", clock, log);
    private readonly Outage _listening = new("Listening for jobs", clock, log);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([ListenAsync(stoppingToken), .. JobRunners.All.SelectMany(lane => WorkAsync(lane, stoppingToken))]);

    public override void Dispose()
    {
        foreach (var wake in _wake.Values)
            wake.Dispose();
        base.Dispose();
    }

    private IEnumerable<Task> WorkAsync(JobLane lane, CancellationToken ct) =>
        Enumerable.Range(0, runners[lane].Runners).Select(_ => RunAsync(lane, ct));

    private async Task RunAsync(JobLane lane, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var isBusy = await runner.RunOnceAsync(lane, ct);
                _queue.Over();
                if (!isBusy)
                    await _wake[lane].WaitAsync(Glance, ct);
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
                connection.Notification += (_, told) => Wake(told.Payload);
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

    /// <summary>An older version tells the kind of the job instead of its lane, which may then be any.</summary>
    private void Wake(string told)
    {
        foreach (var (lane, wake) in _wake)
            if (StateText.Of(lane) == told || !StateText.TryParse<JobLane>(told, out _))
                wake.Release();
    }

    /// <summary>Ends early, and in order, when the application stops.</summary>
    private static Task PauseAsync(TimeSpan pause, CancellationToken ct) =>
        Task.Delay(pause, ct)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
