using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// Payments of outcomes 8, 0 and 4 whose receipt did not come in time are settled when their time is up, also where nothing is uploaded and
/// no run is asked for. One transaction for each organization: killed anywhere, the next round goes on. While somebody else
/// reconciles the organization is left out: that run settles them, or the next round does.
/// </summary>
public sealed class SettleStandInPayments(TenantScopes tenants, ITenantRegistry registry) : IRecurringJob
{
    public TimeSpan Interval => TimeSpan.FromHours(1);

    /// <summary>How many instalments it settled.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await registry.AllAsync(ct))
            count += await SettleAsync(organization, ct);
        return count;
    }

    private async Task<int> SettleAsync(string organization, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        var reported = unit.Get<ReportedPaymentWriter>();
        if (!await reported.HasOverdueAsync(ct) || !await ReconciliationLock.TryTakeAsync(unit.Session, ct))
            return 0;
        var settled = await reported.SettleAsync(flow: null, ct);
        await unit.Get<InstalmentMarkWriter>().RefreshAsync(settled, ct);
        await unit.Get<RevocationWriter>().RefreshAllAsync(ct);
        if (settled.Count > 0)
            await unit.Get<ILateFacts>().AskAsync(ct);
        await unit.CommitAsync(ct);
        return settled.Count;
    }
}
