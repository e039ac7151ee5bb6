using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Telemetry;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>Has the services called whose time has come, and measures what waits for each.</summary>
public sealed class CallDueConnections(TenantScopes scopes, ITenantRegistry registry, TimeProvider clock) : IRecurringJob
{
    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var (count, now) = (0, clock.GetUtcNow());
        var waiting = new Dictionary<ConnectionCode, Backlog>();
        foreach (var organization in await registry.AllAsync(ct))
        {
            await using var scope = await scopes.OpenAsync(organization, ct);
            foreach (var connection in await scope.Get<ConnectionRows>().FindAsync("organization_id = $1", [organization], ct))
            {
                var before = waiting.GetValueOrDefault(connection.Code) ?? new(0, null);
                waiting[connection.Code] = new(before.Count + connection.BacklogCount, Older(before.OldestAt, connection.BacklogOldestAt));
                await TellDelayAsync(scope, connection, now, ct);
                if (connection.NextCallAt is { } next && next <= now && await RequestAsync(scope, connection, now, ct))
                    count++;
            }
            await scope.CommitAsync(ct);
        }
        foreach (var (connection, backlog) in waiting)
        {
            var service = new KeyValuePair<string, object?>("service", StateText.Of(connection));
            PagoTelemetry.OutboundBacklog.Record(backlog.Count, service);
            PagoTelemetry.OutboundBacklogAge.Record(backlog.OldestAt is { } oldest ? (now - oldest).TotalSeconds : 0, service);
        }
        return count;
    }

    /// <summary>Its next time is set by what comes of the call; until then it is not asked for again and again.</summary>
    private static async Task<bool> RequestAsync(TenantScope scope, ConnectionModel connection, DateTimeOffset now, CancellationToken ct)
    {
        var work = scope.Get<ConnectionRows>().WorkOf(connection.Code);
        var begun = await scope.Session.ExecuteAsync(
            """
            UPDATE connections SET call_begun_at = $3
            WHERE organization_id = $1 AND connection = $2 AND (call_begun_at IS NULL OR call_begun_at <= $4)
            """,
            ct,
            scope.Session.Organization,
            StateText.Of(connection.Code),
            now,
            now - work.Interval
        );
        if (begun > 0)
            await work.RequestAsync(ct);
        return begun > 0;
    }

    /// <summary>Once when what waits has waited too long, and once when nothing does any more.</summary>
    private static async Task TellDelayAsync(TenantScope scope, ConnectionModel connection, DateTimeOffset now, CancellationToken ct)
    {
        var ageMax = scope.Get<ConnectionRows>().WorkOf(connection.Code).BacklogAgeMax;
        var isDelayed = connection.BacklogOldestAt < now - ageMax;
        var changed = await scope.Session.ExecuteAsync(
            "UPDATE connections SET is_told_delay = $3 WHERE organization_id = $1 AND connection = $2 AND is_told_delay <> $3",
            ct,
            scope.Session.Organization,
            StateText.Of(connection.Code),
            isDelayed
        );
        if (changed > 0)
            await scope
                .Get<EventLog>()
                .EmitAsync(
                    isDelayed
                        ? new ConnectionDelayed(connection.Code, connection.BacklogOldestAt!.Value, connection.BacklogCount)
                        : new ConnectionCaughtUp(connection.Code),
                    ct
                );
    }

    private static DateTimeOffset? Older(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
