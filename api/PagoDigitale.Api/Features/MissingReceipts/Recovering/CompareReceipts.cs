using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts.Recovering;

/// <summary>Finds what is missing and here, also where nobody may be asked for receipts.</summary>
public sealed class CompareReceipts(TenantScopes scopes, WaitingTenants tenants) : IRecurringJob
{
    public TimeSpan Interval => TimeSpan.FromMinutes(15);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (
            var organization in await tenants.FindAsync(
                "SELECT EXISTS (SELECT FROM missing_receipts WHERE organization_id = $1 AND state IN ('missing', 'refused', 'given-up'))",
                ct
            )
        )
            count += await scopes.RunAsync(organization, s => s.Get<MissingReceiptWriter>().CompareAsync(ct), ct);
        return count;
    }
}
