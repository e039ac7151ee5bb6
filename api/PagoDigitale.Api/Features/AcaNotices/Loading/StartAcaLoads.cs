using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>
/// Has the archive told within seconds: a run for each organization that something has changed for, where none is under way.
/// </summary>
public sealed class StartAcaLoads(TenantScopes scopes, WaitingTenants waiting, TimeProvider clock) : IRecurringJob
{
    /// <summary>While calls fail it is the pause of the connection that says when.</summary>
    private const string IsWaiting = """
        SELECT (EXISTS (SELECT FROM aca_marks WHERE organization_id = $1)
            OR EXISTS (SELECT FROM aca_alignments WHERE organization_id = $1 AND state IN ('waiting', 'running'))
            OR EXISTS (SELECT FROM aca_notices WHERE organization_id = $1 AND state = 'to-load' AND next_attempt_at <= $2)
                AND EXISTS (SELECT FROM door.connections WHERE organization_id = $1 AND connection = 'aca' AND NOT is_paused
                    AND (failing_since IS NULL OR next_call_at <= $2)))
            AND NOT EXISTS (SELECT FROM door.jobs WHERE organization_id = $1 AND kind = $3 AND state IN ('queued', 'running'))
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var organizations = await waiting.FindAsync(IsWaiting, ct, clock.GetUtcNow(), LoadAcaNotices.Kind);
        foreach (var organization in organizations)
        {
            await using var scope = await scopes.OpenAsync(organization, ct);
            await scope.Get<AcaWork>().RequestAsync(ct);
            await scope.CommitAsync(ct);
        }
        return organizations.Count;
    }
}
