using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// Expires instalments whose last day to pay has passed in Rome, or whose due date has where the service takes no late
/// payments. The debt is owed all the same, so the ledger does not move. A payment in progress is waited for.
/// </summary>
public sealed class ExpireOverduePositions(TenantScopes scopes, ITenantRegistry registry, TimeProvider clock) : IRecurringJob
{
    private const int BatchSize = 500;

    public TimeSpan Interval => TimeSpan.FromMinutes(15);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await registry.AllAsync(ct))
            for (var found = BatchSize; found == BatchSize; )
            {
                (found, var moved) = await BatchAsync(organization, ct);
                count += moved;
            }
        return count;
    }

    private async Task<(int Found, int Moved)> BatchAsync(string organization, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var now = clock.GetUtcNow();
        var overdue = await scope.Session.QueryAsync(
            $"""
            SELECT instalment_id FROM (
                SELECT i.instalment_id, i.payment_in_progress_until FROM instalments i
                WHERE i.organization_id = $1 AND i.state = 'unpaid' AND {PayableSql.IsPastLastDay("i", "$2")}
                UNION ALL
                SELECT i.instalment_id, i.payment_in_progress_until FROM door.services s
                JOIN positions p ON p.organization_id = $1 AND p.service_code = s.service_code
                JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
                WHERE s.organization_id = $1 AND i.state = 'unpaid' AND {PayableSql.IsPastDueDate("i", "s", "$2")}
                    AND i.keep_payable_after_due_date IS NULL
                UNION ALL
                SELECT i.instalment_id, i.payment_in_progress_until FROM instalments i
                WHERE i.organization_id = $1 AND i.state = 'unpaid' AND NOT i.keep_payable_after_due_date AND i.due_date < $2
            ) overdue
            WHERE coalesce(payment_in_progress_until, '-infinity') <= $3 LIMIT {BatchSize}
            """,
            r => r.GetGuid(0),
            ct,
            organization,
            RomeTime.LegalDate(now),
            now
        );
        if (overdue.Count == 0)
            return (0, 0);
        var moved = await scope.Get<InstalmentMarkWriter>().ExpireAsync([.. overdue.Distinct()], ct);
        await scope.CommitAsync(ct);
        return (moved.Count == 0 ? 0 : overdue.Count, moved.Count);
    }
}
