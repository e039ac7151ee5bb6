using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>
/// Tells of keys that end in 30, 7 and 1 days, of those that have ended, and of services that gave nothing for 25 days: each once.
/// </summary>
public sealed class TellDeadlines(TenantScopes scopes, ITenantRegistry registry, TimeProvider clock) : IRecurringJob
{
    /// <summary>Services keep what they give for 30 days (SANP 3.12, Rendicontazione e Cashflow).</summary>
    private static readonly TimeSpan UnreadMax = TimeSpan.FromDays(25);

    private static readonly SqlText _endingKeys = SqlText.Statement(typeof(TellDeadlines), "EndingKeys.sql");

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var organization in await registry.AllAsync(ct))
        {
            await using var scope = await scopes.OpenAsync(organization, ct);
            List<EventData> told = [.. await EndingKeysAsync(scope.Session, ct), .. await UnreadAsync(scope, ct)];
            foreach (var deadline in told)
                await scope.Get<EventLog>().EmitAsync(deadline, ct);
            await scope.CommitAsync(ct);
            count += told.Count;
        }
        return count;
    }

    private Task<List<ConnectionKeyExpiring>> EndingKeysAsync(TenantSession session, CancellationToken ct) =>
        session.QueryAsync(
            _endingKeys,
            r => new ConnectionKeyExpiring(StateText.Parse<ConnectionCode>(r.GetString(0)), r.GetFieldValue<DateOnly>(1)),
            ct,
            session.Organization,
            RomeTime.LegalDate(clock.GetUtcNow())
        );

    private Task<List<ConnectionUnread>> UnreadAsync(TenantScope scope, CancellationToken ct) =>
        scope.Session.QueryAsync(
            """
            UPDATE connections SET is_told_retention = true
            WHERE organization_id = $1 AND NOT is_told_retention AND coalesce(last_success_at, created_at) < $2 AND connection = ANY ($3)
            RETURNING connection, coalesce(last_success_at, created_at)
            """,
            r => new ConnectionUnread(StateText.Parse<ConnectionCode>(r.GetString(0)), r.GetFieldValue<DateTimeOffset>(1)),
            ct,
            scope.Session.Organization,
            clock.GetUtcNow() - UnreadMax,
            scope.Get<IEnumerable<IConnectionWork>>().Where(w => w.IsRead).Select(w => StateText.Of(w.Connection)).ToArray()
        );
}
