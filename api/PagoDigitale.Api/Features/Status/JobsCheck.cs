using System.Globalization;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Api.Features.Status;

/// <summary>
/// Is the work in the background being done: a worker alive somewhere, every lane run by one, nothing due for long, nothing given up.
/// </summary>
public sealed class JobsCheck(AppDataSource source, IConfiguration configuration)
{
    /// <summary>A big flow keeps a worker for minutes; what is due for longer than this has nobody to do it.</summary>
    private readonly TimeSpan _overdueMax = TimeSpan.FromSeconds(configuration.GetValue("PagoDigitale:Jobs:OverdueSecondsMax", 600));

    /// <summary>Behind its own jobs an organization may wait for long; one that has none at work is kept waiting by the others.</summary>
    private readonly TimeSpan _keptWaitingMax = TimeSpan.FromSeconds(
        configuration.GetValue("PagoDigitale:Jobs:KeptWaitingSecondsMax", 120)
    );

    public async Task<ServiceCheck> RunAsync(CancellationToken ct)
    {
        await using var command = source.Short.CreateCommand(
            """
            SELECT (SELECT count(*) FROM door.workers WHERE seen_at > now() - $1),
                (SELECT count(*) FROM door.jobs WHERE state = 'parked'),
                (SELECT now() - min(run_after) FROM door.jobs WHERE state = 'queued' AND run_after <= now()),
                (SELECT now() - min(lease_until) FROM door.jobs WHERE state = 'running' AND lease_until < now()),
                (SELECT now() - min(j.run_after) FROM door.jobs j WHERE j.state = 'queued' AND j.run_after <= now() AND NOT EXISTS (
                    SELECT FROM door.jobs o WHERE o.organization_id = j.organization_id AND o.lane = j.lane
                      AND o.state = 'running' AND o.lease_owner IS NOT NULL AND o.lease_until >= now())),
                ARRAY(SELECT DISTINCT unnest(lanes) FROM door.workers WHERE seen_at > now() - $1)
            """
        );
        command.Parameters.Add(new() { Value = WorkerHeartbeat.AliveFor });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (workers, parked) = (reader.GetInt64(0), reader.GetInt64(1));
        var overdue = new[] { Age(2), Age(3) }.Max();
        var faults = new List<string>();
        if (workers == 0)
            faults.Add(
                $"No worker has been seen for {Number(WorkerHeartbeat.AliveFor.TotalSeconds)} seconds: "
                    + "start a process with --role worker or all."
            );
        else if (JobRunners.All.Select(StateText.Of).Except(reader.GetFieldValue<string[]>(5)).ToList() is { Count: > 0 } left)
            faults.Add(
                $"No worker runs the jobs of {string.Join(", ", left)}: "
                    + $"give one of them runners (PagoDigitale:Jobs:Lanes:{left[0]}:Runners)."
            );
        if (overdue > _overdueMax)
            faults.Add($"The oldest job has been due for {Counted.Of((long)overdue.TotalMinutes, "minute")}.");
        else if (Age(4) is var waiting && waiting > _keptWaitingMax)
            faults.Add(
                $"An organization that has no job at work in a lane has been waiting for {Number(waiting.TotalSeconds)} seconds: "
                    + "start more workers."
            );
        if (parked > 0)
            faults.Add(
                $"Jobs that failed {Number(JobRunner.AttemptsMax)} times and are parked: {Number(parked)}. See listJobs (state=parked)."
            );
        return new()
        {
            Name = "jobs",
            Status = faults.Count == 0 ? CheckState.Up : CheckState.Down,
            Detail = faults.Count == 0 ? null : string.Join(' ', faults),
        };

        TimeSpan Age(int column) => reader.IsDBNull(column) ? TimeSpan.Zero : reader.GetTimeSpan(column);
    }

    private static string Number(double number) => Math.Floor(number).ToString(CultureInfo.InvariantCulture);
}
