using Npgsql;
using PagoDigitale.Api.Database;

namespace PagoDigitale.Api.Platform.Jobs;

/// <summary>
/// Keeps a few runners busy. Woken by NOTIFY when work commits; looks by itself every few seconds for what is due later and
/// for leases that ran out.
/// </summary>
public sealed class JobWorker(JobRunner runner, AppDataSource source, ILogger<JobWorker> log) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _wake = new(0);

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
                if (!await runner.RunOnceAsync(ct))
                    await _wake.WaitAsync(Glance, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "The job queue could not be read; trying again");
                await Task.Delay(Glance, CancellationToken.None);
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
                while (true)
                    await connection.WaitAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException error)
            {
                log.LogWarning(error, "The job notifications broke off; listening again");
                await Task.Delay(Glance, CancellationToken.None);
            }
        }
    }
}
