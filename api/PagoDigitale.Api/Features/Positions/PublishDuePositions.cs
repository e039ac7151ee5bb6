using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Makes payable, day by day, the positions whose first day of validity has come in Rome. Each batch commits by itself.</summary>
public sealed class PublishDuePositions(TenantScopes scopes, ITenantRegistry registry, TimeProvider clock) : IRecurringJob
{
    private const int BatchSize = 500;

    public TimeSpan Interval => TimeSpan.FromMinutes(15);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await registry.AllAsync(ct))
            for (var done = BatchSize; done == BatchSize; count += done)
                done = await BatchAsync(organization, ct);
        return count;
    }

    private async Task<int> BatchAsync(string organization, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var due = await scope.Session.QueryAsync(
            $"""
            SELECT p.position_id FROM positions p
            WHERE p.organization_id = $1 AND p.state = 'published' AND (p.valid_from IS NULL OR p.valid_from <= $2)
                -- A payment option may begin later than its position.
                AND EXISTS (SELECT FROM instalments i WHERE i.organization_id = $1 AND i.position_id = p.position_id AND i.state = 'unpaid'
                    AND (i.valid_from IS NULL OR i.valid_from <= $2))
            ORDER BY p.position_id LIMIT {BatchSize}
            """,
            r => r.GetGuid(0),
            ct,
            organization,
            RomeTime.LegalDate(clock.GetUtcNow())
        );
        if (due.Count == 0)
            return 0;
        await scope.Get<PositionStateWriter>().RecomputeAsync(due, ct);
        await scope
            .Get<PositionEventWriter>()
            .EmitAsync(
                [.. due.Select(id => (id, (Func<PositionFacts, PositionEvent?>)(p => new PositionPayable(p, PositionState.Published))))],
                ct
            );
        await scope.CommitAsync(ct);
        return due.Count;
    }
}
