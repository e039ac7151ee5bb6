using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Platform.Idempotency;

/// <summary>Removes idempotency keys past their 24 hours and finished jobs past a week.</summary>
public sealed class ForgetOldKeys(AppDataSource source, TimeProvider clock) : IRecurringJob
{
    public TimeSpan Interval => TimeSpan.FromMinutes(15);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        await using var keys = source.Work.CreateCommand("DELETE FROM idempotency_keys WHERE created_at < $1");
        keys.Parameters.Add(new() { Value = clock.GetUtcNow() - IdempotencyStore.Lifetime });
        var count = await keys.ExecuteNonQueryAsync(ct);
        await using var jobs = source.Work.CreateCommand("DELETE FROM jobs WHERE state = 'done' AND finished_at < $1");
        jobs.Parameters.Add(new() { Value = clock.GetUtcNow() - TimeSpan.FromDays(7) });
        return count + await jobs.ExecuteNonQueryAsync(ct);
    }
}
