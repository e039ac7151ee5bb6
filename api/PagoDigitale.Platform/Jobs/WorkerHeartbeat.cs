using System.Security.Cryptography;
using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Jobs;

/// <summary>
/// Says every few seconds that this process does jobs, and in which lanes, for readiness everywhere; one that stops in order says so too.
/// </summary>
public sealed class WorkerHeartbeat(AppDataSource source, JobRunners runners, TimeProvider clock, ILogger<WorkerHeartbeat> log)
    : BackgroundService
{
    /// <summary>Four beats may be missed before a worker counts as gone.</summary>
    public static readonly TimeSpan AliveFor = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private readonly string _worker =
        $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    public async Task BeatAsync(CancellationToken ct)
    {
        await using var command = source.Short.CreateCommand(
            """
            WITH gone AS (DELETE FROM workers WHERE seen_at < now() - interval '1 day')
            INSERT INTO workers (worker_id, started_at, seen_at, lanes) VALUES ($1, now(), now(), $2)
            ON CONFLICT (worker_id) DO UPDATE SET seen_at = now()
            """
        );
        command.Parameters.Add(new() { Value = _worker });
        command.Parameters.Add(new() { Value = runners.Served });
        await command.ExecuteNonQueryAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var outage = new Outage("The heartbeat of this worker", clock, log);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await BeatAsync(stoppingToken);
                outage.Over();
                await Task.Delay(Beat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (NpgsqlException error)
            {
                var pause = outage.Failed(error);
                // A missed beat is made up for soon: who looks waits for four of them.
                await Task.Delay(pause < Beat ? pause : Beat, CancellationToken.None);
            }
        }
        await SayGoodbyeAsync();
    }

    private async Task SayGoodbyeAsync()
    {
        try
        {
            await using var command = source.Short.CreateCommand("DELETE FROM workers WHERE worker_id = $1");
            command.Parameters.Add(new() { Value = _worker });
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException error)
        {
            log.LogWarning("This worker could not say that it stops: {Reason}", error.Message);
        }
    }
}
