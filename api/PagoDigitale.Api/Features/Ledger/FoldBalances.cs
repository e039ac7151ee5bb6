using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Moves what waits into the balances (decision 0028), so that little has to be added by who reads. One transaction for each
/// organization: killed anywhere, what was not moved waits for the next round.
/// </summary>
public sealed class FoldBalances(TenantScopes tenants, WaitingTenants waiting) : IRecurringJob
{
    /// <summary>A load leaves hundreds of thousands of debts.</summary>
    private const int StatementSeconds = 1_800;

    private const string IsWaiting = """
        SELECT EXISTS (SELECT FROM door.posting_tail WHERE organization_id = $1)
            OR EXISTS (SELECT FROM door.accertamento_changes WHERE organization_id = $1)
            OR (NOT EXISTS (SELECT FROM posting_totals WHERE organization_id = $1)
                AND EXISTS (SELECT FROM door.postings WHERE organization_id = $1))
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <summary>How many postings and changes. What fails with one organization is told when all others had their turn.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var (count, failures) = (0, new List<Exception>());
        foreach (var organization in await waiting.FindAsync(IsWaiting, ct))
            try
            {
                count += await FoldAsync(organization, ct);
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                failures.Add(error);
            }
        return failures.Count == 0 ? count : throw new AggregateException(failures);
    }

    private async Task<int> FoldAsync(string organization, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        unit.Session.CommandTimeout = StatementSeconds;
        await unit.Session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('balances/' || $1, 0))", ct, organization);
        await unit.Get<RebuildBalances>().RunIfLostAsync(ct);
        var count = await unit.Get<FoldPostings>().RunAsync(ct) + await unit.Get<FoldAccertamenti>().RunAsync(ct);
        await unit.CommitAsync(ct);
        return count;
    }
}
