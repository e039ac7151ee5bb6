using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Gateways.BizEvents.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts.Recovering;

/// <summary>What the connection <c>biz-events</c> is for.</summary>
public sealed class BizEventsWork(TenantSession session, ConnectionCalls connections, JobQueue jobs, TimeProvider clock) : IConnectionWork
{
    /// <summary>Where nothing is due earlier, it is only looked whether anything is.</summary>
    public static readonly TimeSpan BetweenCalls = TimeSpan.FromMinutes(30);

    public ConnectionCode Connection => ConnectionCode.BizEvents;

    public string UsualBaseUrl => BizEventsClient.UsualBaseUrl;

    public TimeSpan Interval => BetweenCalls;

    /// <summary>Ten an hour are 240 a day: more than that is no exception any more, and worth somebody's look.</summary>
    public TimeSpan BacklogAgeMax => TimeSpan.FromDays(1);

    /// <summary>How long it keeps receipts is not said.</summary>
    public bool IsRead => false;

    public Task BeginAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>What failed for the service's own reasons. What it does not know is asked for by itself (retryMissingReceipt).</summary>
    public Task HurryAsync(CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE missing_receipts SET next_attempt_at = $2
            WHERE organization_id = $1 AND next_attempt_at > $2 AND failure->>'code' <> 'receipt-unknown-to-pagopa'
            """,
            ct,
            session.Organization,
            clock.GetUtcNow()
        );

    /// <summary>One run at a time for an organization.</summary>
    public Task RequestAsync(CancellationToken ct) =>
        jobs.EnqueueAsync(FindMissingReceipts.Kind, new ReceiptsToFind(), $"biz-events/{session.Organization}", ct);

    /// <summary>Where there is a connection that may be called.</summary>
    public async Task AskAsync(CancellationToken ct)
    {
        if (await connections.RefuseCallAsync(Connection, ct) is null)
            await RequestAsync(ct);
    }

    public async Task<Backlog> BacklogAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT count(*), min(next_attempt_at) FROM missing_receipts
            WHERE organization_id = $1 AND next_attempt_at IS NOT NULL AND next_attempt_at <= $2
            """,
            r => new Backlog(r.GetInt64(0), r.IsDBNull(1) ? null : r.GetFieldValue<DateTimeOffset>(1)),
            ct,
            session.Organization,
            clock.GetUtcNow()
        );
        return found.Single();
    }
}
