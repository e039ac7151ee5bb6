using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Gateways.Fdr.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>What the connection <c>fdr</c> is for.</summary>
public sealed class FdrWork(TenantSession session, JobQueue jobs) : IConnectionWork
{
    /// <summary>PSPs publish in the evening and the morning; a quarter of an hour more or less is nothing to a bank transfer.</summary>
    public static readonly TimeSpan BetweenCalls = TimeSpan.FromMinutes(30);

    public ConnectionCode Connection => ConnectionCode.Fdr;

    public string UsualBaseUrl => FdrClient.UsualBaseUrl;

    public TimeSpan Interval => BetweenCalls;

    public TimeSpan BacklogAgeMax => TimeSpan.FromDays(1);

    public bool IsRead => true;

    public Task BeginAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>A flow that failed waits for its own time: it is asked for again by itself (retryPublishedFlow).</summary>
    public Task HurryAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>One run at a time for an organization; those who ask before it begins share it.</summary>
    public Task RequestAsync(CancellationToken ct) =>
        jobs.EnqueueAsync(FetchPublishedFlows.Kind, new FlowsToFetch(), $"fdr/{session.Organization}", ct);

    public async Task<Backlog> BacklogAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT count(*), min(seen_at) FROM published_flows WHERE organization_id = $1 AND state = 'to-fetch'",
            r => new Backlog(r.GetInt64(0), r.IsDBNull(1) ? null : r.GetFieldValue<DateTimeOffset>(1)),
            ct,
            session.Organization
        );
        return found.Single();
    }
}
