using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// Gives their place to entries that have none: those of changes whose process died between the commit and the answer, or
/// could not reach the database again in between, and those that came while somebody held the chain.
/// </summary>
public sealed class SealActivityLog(TenantScopes tenants, ITenantRegistry registry, ActivityWriter writer, ActivityChain chain)
    : IRecurringJob
{
    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    /// <returns>The organizations whose entries have all their places now.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await OrganizationsAsync(ct))
            // Held is held: it comes round again.
            if (await HasWaitingAsync(organization, ct) && await writer.PlaceAsync(organization))
                count++;
        return count;
    }

    /// <summary>For the start that brought the heads of the chains.</summary>
    public async Task AnchorAsync(CancellationToken ct) => await chain.AnchorAsync(await OrganizationsAsync(ct), ct);

    private async Task<List<string>> OrganizationsAsync(CancellationToken ct)
    {
        var organizations = await registry.AllAsync(ct);
        organizations.Add(TenantSession.Platform);
        return organizations;
    }

    private async Task<bool> HasWaitingAsync(string organization, CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(organization, ct);
        return await scope.Session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM activity_log WHERE organization_id = $1 AND sequence IS NULL)",
            ct,
            organization
        );
    }
}
