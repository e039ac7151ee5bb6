using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>
/// Tells of flows that are still to be fetched, or were refused and may have to be fetched again, before pagoPA forgets them, and of those
/// that it has forgotten.
/// </summary>
public sealed class WatchRetention(TenantScopes scopes, ITenantRegistry registry, TimeProvider clock) : IRecurringJob
{
    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await registry.AllAsync(ct))
        {
            await using var scope = await scopes.OpenAsync(organization, ct);
            count += await ExpireAsync(scope, ct) + await WarnAsync(scope, ct);
            await scope.CommitAsync(ct);
        }
        return count;
    }

    private async Task<int> ExpireAsync(TenantScope scope, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lost = await scope.Session.QueryAsync(
            $"""
            UPDATE published_flows p SET state = 'lost', next_attempt_at = NULL, settled_at = $3
            WHERE p.organization_id = $1 AND p.state = 'to-fetch' AND p.published_at < $2 RETURNING {PublishedFlowWriter.Facts}
            """,
            PublishedFlowWriter.FactsOf,
            ct,
            scope.Session.Organization,
            now - Retention.Kept,
            now
        );
        foreach (var flow in lost)
            await scope.Get<EventLog>().EmitAsync(new PublishedFlowLost(flow), ct);
        return lost.Count;
    }

    private async Task<int> WarnAsync(TenantScope scope, CancellationToken ct)
    {
        var ending = await scope.Session.QueryAsync(
            $"""
            UPDATE published_flows p SET is_told_expiring = true
            WHERE p.organization_id = $1 AND p.state IN ('to-fetch', 'refused') AND p.published_at < $2 AND NOT p.is_told_expiring
            RETURNING {PublishedFlowWriter.Facts}
            """,
            PublishedFlowWriter.FactsOf,
            ct,
            scope.Session.Organization,
            clock.GetUtcNow() - Retention.ToldAfter
        );
        foreach (var flow in ending)
            await scope.Get<EventLog>().EmitAsync(new PublishedFlowExpiring(flow), ct);
        return ending.Count;
    }
}
