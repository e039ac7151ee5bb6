using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Events;

/// <summary>
/// Gives events their place in the feed, after their transaction committed (decision 0009). A place given before commit could
/// show up behind a reader that was there already; given afterwards, what shows later always comes later, and a transaction
/// that takes long holds back its own events alone. Readers do it before they read, so that a caller finds at once what it
/// has just done; this job does it for whatever nobody reads, so that no reader finds a mountain.
/// </summary>
public sealed class NumberEvents(AppDataSource source) : IRecurringJob
{
    /// <summary>Some tenths of a second of work: nobody waits longer for somebody else's numbering.</summary>
    public const int StepMax = 10_000;

    private const string Sql = "SELECT number_events($1)";

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        for (var total = 0; ; )
        {
            // A statement by itself: the server commits it even if this process stops the moment after.
            await using var command = source.Work.CreateCommand(Sql);
            command.Parameters.Add(new() { Value = StepMax });
            var numbered = (int)(await command.ExecuteScalarAsync(ct))!;
            total += Math.Max(0, numbered);
            if (numbered < StepMax)
                return total;
        }
    }

    /// <summary>One step in a reader's session. It is committed before anything is read: a place shown is never taken back.</summary>
    public static async Task StepAsync(TenantSession session, CancellationToken ct)
    {
        if (await session.ScalarAsync<int>(Sql, ct, StepMax) > 0)
            await session.CommitAndGoOnAsync(ct);
    }
}
