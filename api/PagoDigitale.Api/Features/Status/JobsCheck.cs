using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;

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
        var faults = new List<Message>();
        if (workers == 0)
            faults.Add(StatusTexts.NoWorker.With((long)WorkerHeartbeat.AliveFor.TotalSeconds));
        else if (JobRunners.All.Select(StateText.Of).Except(reader.GetFieldValue<string[]>(5)).ToList() is { Count: > 0 } left)
            faults.Add(StatusTexts.NoRunner.With(left, left[0]));
        if (overdue > _overdueMax)
            faults.Add(
                (long)overdue.TotalMinutes == 1 ? StatusTexts.DueForAMinute : StatusTexts.DueForMinutes.With((long)overdue.TotalMinutes)
            );
        else if (Age(4) is var waiting && waiting > _keptWaitingMax)
            faults.Add(StatusTexts.KeptWaiting.With((long)waiting.TotalSeconds));
        if (parked > 0)
            faults.Add(StatusTexts.Parked.With(JobRunner.AttemptsMax, parked));
        return new()
        {
            Name = "jobs",
            Status = faults.Count == 0 ? CheckState.Up : CheckState.Down,
            Detail = faults.Count == 0 ? null : PatternTexts.Sentences(faults),
        };

        TimeSpan Age(int column) => reader.IsDBNull(column) ? TimeSpan.Zero : reader.GetTimeSpan(column);
    }
}
