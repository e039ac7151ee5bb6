using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Outbound;

/// <summary>Forgets exchanges that are older than they are kept (<see cref="OutboundSettings.Kept"/>).</summary>
public sealed class ForgetOldExchanges(TenantScopes scopes, ITenantRegistry registry, OutboundSettings settings, TimeProvider clock)
    : IRecurringJob
{
    private const int BatchSize = 5_000;

    public TimeSpan Interval => TimeSpan.FromHours(6);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await registry.AllAsync(ct))
            for (var gone = BatchSize; gone == BatchSize; )
                count += gone = await ForgetAsync(organization, ct);
        return count;
    }

    private async Task<int> ForgetAsync(string organization, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var gone = await scope.Session.ExecuteAsync(
            """
            DELETE FROM outbound_exchanges WHERE organization_id = $1 AND exchange_id = ANY (ARRAY(
                SELECT exchange_id FROM outbound_exchanges WHERE organization_id = $1 AND exchange_id < least_id($2)
                ORDER BY exchange_id LIMIT $3))
            """,
            ct,
            organization,
            clock.GetUtcNow() - settings.Kept,
            BatchSize
        );
        await scope.CommitAsync(ct);
        return gone;
    }
}
