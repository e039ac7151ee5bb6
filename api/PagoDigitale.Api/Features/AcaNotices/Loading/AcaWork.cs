using PagoDigitale.Api.Features.AcaNotices.Aligning;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Gateways.Aca.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>What the connection <c>aca</c> is for.</summary>
public sealed class AcaWork(TenantSession session, JobQueue jobs, AcaAlignmentRows alignments, TimeProvider clock) : IConnectionWork
{
    /// <summary>Changes have it called within seconds (<see cref="StartAcaLoads"/>); this is for what waits after a failure.</summary>
    public static readonly TimeSpan BetweenCalls = TimeSpan.FromMinutes(1);

    public ConnectionCode Connection => ConnectionCode.Aca;

    public string UsualBaseUrl => AcaClient.UsualBaseUrl;

    public TimeSpan Interval => BetweenCalls;

    /// <summary>What is paid elsewhere can be paid again in stand-in until the archive hears of it.</summary>
    public TimeSpan BacklogAgeMax => TimeSpan.FromMinutes(15);

    public bool IsRead => false;

    /// <summary>All there is, and nothing of what another archive was told is believed.</summary>
    public Task BeginAsync(CancellationToken ct) =>
        alignments.AddAsync(AcaAlignmentScope.All, isDryRun: false, AcaAlignmentOrigin.Connection, ct);

    /// <summary>But for those whose first day is still to come.</summary>
    public Task HurryAsync(CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE aca_notices SET next_attempt_at = $2
            WHERE organization_id = $1 AND state = 'to-load' AND next_attempt_at > $2 AND waiting_since <= $2
            """,
            ct,
            session.Organization,
            clock.GetUtcNow()
        );

    /// <summary>One run at a time for an organization: of one notice the archive is told in order.</summary>
    public Task RequestAsync(CancellationToken ct) =>
        jobs.EnqueueAsync(LoadAcaNotices.Kind, new NoticesToLoad(), $"aca/{session.Organization}", ct);

    /// <summary>Without those whose first day is still to come.</summary>
    public async Task<Backlog> BacklogAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT count(*), min(waiting_since) FROM aca_notices
            WHERE organization_id = $1 AND state = 'to-load' AND waiting_since <= $2
            """,
            r => new Backlog(r.GetInt64(0), r.IsDBNull(1) ? null : r.GetFieldValue<DateTimeOffset>(1)),
            ct,
            session.Organization,
            clock.GetUtcNow()
        );
        return found.Single();
    }
}
