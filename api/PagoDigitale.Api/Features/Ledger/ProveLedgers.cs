using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Compares ledger and registers of large organizations where something was posted since, and of each once a day: registers can change
/// without a posting. How long it took decides how often it is done, so that it never takes more than a fiftieth of a processor.
/// </summary>
public sealed class ProveLedgers(TenantScopes tenants, ITenantRegistry registry, TimeProvider clock) : IRecurringJob
{
    /// <summary>Postings that are compared, at each reading, in as many microseconds.</summary>
    public const int SmallMax = 5_000;

    /// <summary>What is compared in sets takes longer than what a caller waits for.</summary>
    private const int StatementSeconds = 1_800;

    private const int Share = 50;

    private static readonly TimeSpan _often = TimeSpan.FromHours(1);
    private static readonly TimeSpan _seldom = TimeSpan.FromDays(1);

    public TimeSpan Interval => TimeSpan.FromMinutes(10);

    /// <summary>How many organizations. What fails with one is told when all others had their turn.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var (count, failures) = (0, new List<Exception>());
        foreach (var organization in await registry.AllAsync(ct))
            try
            {
                if (await ProveAsync(organization, ct))
                    count++;
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                failures.Add(error);
            }
        return failures.Count == 0 ? count : throw new AggregateException(failures);
    }

    private async Task<bool> ProveAsync(string organization, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        if (!await IsDueAsync(unit.Session, ct))
            return false;
        unit.Session.CommandTimeout = StatementSeconds;
        await unit.Get<LedgerProofs>().KeepAsync(ct);
        await unit.CommitAsync(ct);
        return true;
    }

    private async Task<bool> IsDueAsync(TenantSession session, CancellationToken ct)
    {
        var count = await session.ScalarAsync<long>(
            "SELECT coalesce(sum(postings_count), 0)::bigint FROM posting_totals WHERE organization_id = $1",
            ct,
            session.Organization
        );
        if (count <= SmallMax)
            return false;
        var last = await session.QueryAsync(
            "SELECT proved_at, took_ms, postings_count FROM ledger_proofs WHERE organization_id = $1",
            r => (At: r.GetFieldValue<DateTimeOffset>(0), Took: TimeSpan.FromMilliseconds(r.GetInt64(1)), Count: r.GetInt64(2)),
            ct,
            session.Organization
        );
        if (last.Count == 0)
            return true;
        var age = clock.GetUtcNow() - last[0].At;
        return age >= _seldom || (count != last[0].Count && age >= _often && age >= last[0].Took * Share);
    }
}
