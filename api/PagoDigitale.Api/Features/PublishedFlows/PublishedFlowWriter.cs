using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>A flow that waits to be fetched.</summary>
/// <param name="IsRevision">An earlier revision of it was taken.</param>
public sealed record FlowToFetch(PublishedFlowFacts Facts, Guid Id, ListedFlusso Listed, int Attempts, bool IsRevision);

/// <summary>How much a list lacks of what it should have.</summary>
public sealed record LackingList(long Missing, long Known)
{
    /// <summary>A PSP deletes a flow, or two; not all of them do at once.</summary>
    private const int DeletionsMax = 2;

    public bool IsBelieved => Missing <= DeletionsMax || Missing * 2 <= Known;
}

/// <summary>Writes down what is published, and what becomes of each flow.</summary>
public sealed class PublishedFlowWriter(TenantSession session, EventLog events, TimeProvider clock)
{
    private const int ToldAtAttempt = 3;

    /// <summary>What an event says of a row.</summary>
    internal const string Facts = "p.published_flow_id, p.flusso_id, p.revision, p.psp_id, p.published_at";

    /// <summary>
    /// What a list has to have, published after $2: it tells the newest revision only, and goes back a month by the date of the flow.
    /// </summary>
    private const string Listed = """
        p.organization_id = $1 AND p.state IN ('to-fetch', 'fetched', 'refused') AND p.published_at > $2 AND p.flusso_date_time > $2
            AND NOT EXISTS (SELECT FROM published_flows n
                WHERE n.organization_id = $1 AND n.flusso_id = p.flusso_id AND n.psp_id = p.psp_id AND n.revision > p.revision)
        """;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromHours(6);

    private static readonly SqlText _list = SqlText.Statement(typeof(PublishedFlowWriter), "ListedFlows.sql");

    /// <summary>
    /// All that is published now: what is new waits, what is not there any more was deleted. A list that lacks most of what it told
    /// before is another service's, or broken: of that nothing is deleted.
    /// </summary>
    /// <param name="askedAt">Before the first page was asked for.</param>
    /// <returns>What the list lacks, where that is not believed.</returns>
    public async Task<LackingList?> ListedAsync(IReadOnlyCollection<ListedFlusso> flows, DateTimeOffset askedAt, CancellationToken ct)
    {
        // On two pages where one was published between them.
        ListedFlusso[] distinct = [.. flows.DistinctBy(f => (f.FlussoId, f.PspId, f.Revision))];
        var now = clock.GetUtcNow();
        var (ids, revisions, psps) = (
            distinct.Select(f => f.FlussoId).ToArray(),
            distinct.Select(f => f.Revision).ToArray(),
            distinct.Select(f => f.PspId).ToArray()
        );
        foreach (var back in await RestoredAsync(ids, revisions, psps, now, ct))
            await events.EmitAsync(new PublishedFlowRestored(back), ct);
        await session.ExecuteAsync(
            _list,
            ct,
            session.Organization,
            PublicId.NewGuids(distinct.Length, now),
            ids,
            revisions,
            psps,
            distinct.Select(f => f.FlussoDateTime).ToArray(),
            distinct.Select(f => f.PublishedAt).ToArray(),
            now
        );
        await SupersedeAsync(now, ct);
        if (await LackingAsync(askedAt, now, ct) is { IsBelieved: false } lacking)
            return lacking;
        foreach (var gone in await MissingAsync(askedAt, now, ct))
            await events.EmitAsync(new PublishedFlowDeleted(gone), ct);
        return null;
    }

    /// <summary>The next one whose time has come, the oldest first.</summary>
    public async Task<FlowToFetch?> NextAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            $"""
            SELECT {Facts}, p.flusso_date_time, p.attempts, EXISTS (SELECT FROM published_flows o
                WHERE o.organization_id = $1 AND o.flusso_id = p.flusso_id AND o.psp_id = p.psp_id AND o.revision < p.revision
                    AND o.rendicontazione_id IS NOT NULL)
            FROM published_flows p WHERE p.organization_id = $1 AND p.state = 'to-fetch' AND p.next_attempt_at <= $2
            ORDER BY p.next_attempt_at, p.published_flow_id LIMIT 1
            """,
            r => new FlowToFetch(
                FactsOf(r),
                r.GetGuid(0),
                new(r.GetString(1), r.GetString(3), r.GetInt32(2), r.GetFieldValue<DateTimeOffset>(4), r.GetFieldValue<DateTimeOffset>(5)),
                r.GetInt32(6),
                r.GetBoolean(7)
            ),
            ct,
            session.Organization,
            clock.GetUtcNow()
        );
        return found.SingleOrDefault();
    }

    /// <summary>When the next one is to be tried; null when none waits.</summary>
    public async Task<DateTimeOffset?> NextAttemptAsync(CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT min(next_attempt_at) FROM published_flows WHERE organization_id = $1 AND state = 'to-fetch'",
            r => r.IsDBNull(0) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(0),
            ct,
            session.Organization
        );
        return found.Single();
    }

    public async Task FetchedAsync(FlowToFetch flow, Guid rendicontazione, CancellationToken ct)
    {
        if (await SettleAsync(flow.Id, PublishedFlowState.Fetched, rendicontazione, null, null, ct))
            await events.EmitAsync(new PublishedFlowFetched(flow.Facts, PublicId.Format("rnd", rendicontazione)), ct);
    }

    public async Task RefusedAsync(FlowToFetch flow, Failure reason, byte[] contentSha256, CancellationToken ct)
    {
        if (await SettleAsync(flow.Id, PublishedFlowState.Refused, null, reason, contentSha256, ct))
            await events.EmitAsync(new PublishedFlowRefused(flow.Facts, reason.Code, reason.Message), ct);
    }

    /// <summary>It is tried again after a pause that grows; others go on.</summary>
    public async Task FailedAsync(FlowToFetch flow, Failure reason, CancellationToken ct)
    {
        var changed = await session.ExecuteAsync(
            """
            UPDATE published_flows SET attempts = attempts + 1, failure = $3, next_attempt_at = $4
            WHERE organization_id = $1 AND published_flow_id = $2 AND state = 'to-fetch'
            """,
            ct,
            session.Organization,
            flow.Id,
            Json(reason),
            NextAttemptOf(flow)
        );
        if (changed > 0 && flow.Attempts + 1 == ToldAtAttempt)
            await events.EmitAsync(new PublishedFlowFailing(flow.Facts, reason.Code, reason.Message), ct);
    }

    /// <summary>We failed, not it: it is tried again like any other that failed.</summary>
    public Task PostponedAsync(FlowToFetch flow, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE published_flows SET attempts = attempts + 1, next_attempt_at = $3
            WHERE organization_id = $1 AND published_flow_id = $2 AND state = 'to-fetch'
            """,
            ct,
            session.Organization,
            flow.Id,
            NextAttemptOf(flow)
        );

    private DateTimeOffset NextAttemptOf(FlowToFetch flow)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(flow.Attempts, 20));
        return clock.GetUtcNow() + (pause < PauseMax ? pause : PauseMax);
    }

    internal static PublishedFlowFacts FactsOf(NpgsqlDataReader r) =>
        new(
            PublicId.Format(PublishedFlowRows.Prefix, r.GetGuid(0)),
            r.GetString(1),
            r.GetInt32(2),
            r.GetString(3),
            r.GetFieldValue<DateTimeOffset>(4)
        );

    private Task SupersedeAsync(DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE published_flows p SET state = 'superseded', next_attempt_at = NULL, settled_at = $2
            WHERE p.organization_id = $1 AND p.state = 'to-fetch' AND EXISTS (SELECT FROM published_flows n
                WHERE n.organization_id = $1 AND n.flusso_id = p.flusso_id AND n.psp_id = p.psp_id AND n.revision > p.revision)
            """,
            ct,
            session.Organization,
            now
        );

    /// <summary>What was thought deleted and is published again.</summary>
    private Task<List<PublishedFlowFacts>> RestoredAsync(
        string[] ids,
        int[] revisions,
        string[] psps,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        session.QueryAsync(
            $"""
            UPDATE published_flows p SET state = CASE WHEN p.rendicontazione_id IS NULL THEN 'to-fetch' ELSE 'fetched' END,
                next_attempt_at = CASE WHEN p.rendicontazione_id IS NULL THEN $5 END,
                settled_at = CASE WHEN p.rendicontazione_id IS NULL THEN NULL ELSE $5 END, failure = NULL
            FROM unnest($2::text[], $3::integer[], $4::text[]) AS l(flusso_id, revision, psp_id)
            WHERE p.organization_id = $1 AND p.flusso_id = l.flusso_id AND p.psp_id = l.psp_id AND p.revision = l.revision
                AND p.state = 'deleted'
            RETURNING {Facts}
            """,
            FactsOf,
            ct,
            session.Organization,
            ids,
            revisions,
            psps,
            now
        );

    private async Task<LackingList> LackingAsync(DateTimeOffset askedAt, DateTimeOffset now, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            $"SELECT count(*) FILTER (WHERE p.listed_at < $3), count(*) FROM published_flows p WHERE {Listed}",
            r => new LackingList(r.GetInt64(0), r.GetInt64(1)),
            ct,
            session.Organization,
            now - Retention.Listed,
            askedAt
        );
        return found.Single();
    }

    private Task<List<PublishedFlowFacts>> MissingAsync(DateTimeOffset askedAt, DateTimeOffset now, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            UPDATE published_flows p SET state = 'deleted', next_attempt_at = NULL, settled_at = $4
            WHERE {Listed} AND p.listed_at < $3 RETURNING {Facts}
            """,
            FactsOf,
            ct,
            session.Organization,
            now - Retention.Listed,
            askedAt,
            now
        );

    /// <returns>False when somebody else settled it meanwhile.</returns>
    private async Task<bool> SettleAsync(
        Guid id,
        PublishedFlowState state,
        Guid? rendicontazione,
        Failure? reason,
        byte[]? contentSha256,
        CancellationToken ct
    ) =>
        await session.ExecuteAsync(
            """
            UPDATE published_flows SET state = $3, rendicontazione_id = coalesce($4, rendicontazione_id), failure = $5, content_sha256 = $6,
                attempts = attempts + 1, next_attempt_at = NULL, settled_at = $7
            WHERE organization_id = $1 AND published_flow_id = $2 AND state = 'to-fetch'
            """,
            ct,
            session.Organization,
            id,
            StateText.Of(state),
            new NpgsqlParameter { Value = (object?)rendicontazione ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            Json(reason),
            new NpgsqlParameter { Value = (object?)contentSha256 ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
            clock.GetUtcNow()
        ) > 0;

    private static NpgsqlParameter Json(Failure? reason) =>
        new()
        {
            Value = reason is null ? DBNull.Value : JsonSerializer.Serialize(reason, ApiJson.Options),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        };
}
