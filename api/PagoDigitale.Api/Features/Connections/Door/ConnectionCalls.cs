using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections.Door;

/// <summary>A connection that may be called now.</summary>
/// <param name="Version">How it was when it was read: what comes of a call is noted for this one only.</param>
/// <param name="IsDue">Not in the pause after a failure.</param>
public sealed record CallableConnection(
    ConnectionCode Connection,
    Guid Id,
    string BaseUrl,
    string? SubscriptionKey,
    int Version,
    bool IsDue = true
)
{
    public bool IsAs(CallableConnection other) => (Id, Version) == (other.Id, other.Version);

    private const string KeyHeader = "Ocp-Apim-Subscription-Key";

    /// <param name="path">Behind the address, with its slash.</param>
    public OutboundCall Get(string organization, string path) => Call(HttpMethod.Get, organization, path);

    /// <param name="path">Behind the address, with its slash.</param>
    /// <param name="json">What is sent.</param>
    public OutboundCall Post(string organization, string path, ReadOnlyMemory<byte> json) =>
        Call(HttpMethod.Post, organization, path) with
        {
            Body = json,
            MediaType = "application/json",
        };

    private OutboundCall Call(HttpMethod method, string organization, string path) =>
        new(organization, StateText.Of(Connection), method, new Uri(BaseUrl + path))
        {
            Headers = SubscriptionKey is null
                ? new Dictionary<string, string> { ["Accept"] = "application/json" }
                : new() { ["Accept"] = "application/json", [KeyHeader] = SubscriptionKey },
        };
}

/// <summary>For whoever calls a service: with what, and what came of it.</summary>
public sealed class ConnectionCalls(TenantSession session, SecretBox secrets, EventLog events, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromHours(1);

    /// <summary>Null where there is none, or where it is paused.</summary>
    public async Task<CallableConnection?> FindAsync(ConnectionCode connection, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT base_url, subscription_key, version, connection_id, failing_since IS NULL OR next_call_at <= $3 FROM connections
            WHERE organization_id = $1 AND connection = $2 AND NOT is_paused
            """,
            r => new CallableConnection(
                connection,
                r.GetGuid(3),
                r.GetString(0),
                r.IsDBNull(1) ? null : Encoding.UTF8.GetString(secrets.Open(r.GetFieldValue<byte[]>(1))),
                r.GetInt32(2),
                r.GetBoolean(4)
            ),
            ct,
            session.Organization,
            StateText.Of(connection),
            clock.GetUtcNow()
        );
        return found.SingleOrDefault();
    }

    /// <summary>Why it cannot be called now; null when it can.</summary>
    public async Task<ApiError?> RefuseCallAsync(ConnectionCode connection, CancellationToken ct)
    {
        var code = StateText.Of(connection);
        var found = await session.QueryAsync(
            "SELECT is_paused FROM connections WHERE organization_id = $1 AND connection = $2",
            r => r.GetBoolean(0),
            ct,
            session.Organization,
            code
        );
        return found switch
        {
            [] => ApiError.Conflict("connection-missing", ConnectionsTexts.NotFound, ConnectionsTexts.NoSuch.With(code)),
            [true] => ApiError.Conflict("connection-paused", ConnectionsTexts.IsPaused, ConnectionsTexts.ResumeFirst.With(code)),
            _ => null,
        };
    }

    /// <param name="began">When the call did: who asked for one after it waits for the next.</param>
    /// <param name="interval">Until it is called next.</param>
    public async Task NoteSuccessAsync(CallableConnection called, DateTimeOffset began, TimeSpan interval, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var failed = await session.QueryAsync(
            """
            UPDATE connections c SET last_called_at = $6, last_success_at = $4, next_call_at = $5, failing_since = NULL, failures_count = 0,
                failure = NULL, is_told_retention = false, is_tried = true, call_begun_at = NULL
            FROM (SELECT failing_since FROM connections WHERE organization_id = $1 AND connection = $2 FOR UPDATE) before
            WHERE c.organization_id = $1 AND c.connection = $2 AND c.version = $3 AND c.connection_id = $7
            RETURNING before.failing_since
            """,
            r => r.IsDBNull(0) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(0),
            ct,
            session.Organization,
            StateText.Of(called.Connection),
            called.Version,
            now,
            now + interval,
            began,
            called.Id
        );
        if (failed is [{ } since])
            await events.EmitAsync(new ConnectionRecovered(called.Connection, since), ct);
    }

    /// <summary>There was nothing to call it for: who asked for a call need not wait for one. How it does is not known by this.</summary>
    public Task NoteIdleAsync(CallableConnection found, DateTimeOffset began, TimeSpan interval, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE connections SET last_called_at = $4, next_call_at = $5, call_begun_at = NULL
            WHERE organization_id = $1 AND connection = $2 AND version = $3 AND connection_id = $6
            """,
            ct,
            session.Organization,
            StateText.Of(found.Connection),
            found.Version,
            began,
            clock.GetUtcNow() + interval,
            found.Id
        );

    /// <summary>It is called again after a pause that grows, and not before the service wants to be.</summary>
    /// <param name="pauseMax">However often it failed; an hour when null.</param>
    public async Task NoteFailureAsync(
        CallableConnection called,
        DateTimeOffset began,
        OutboundException failure,
        CancellationToken ct,
        TimeSpan? pauseMax = null
    )
    {
        var now = clock.GetUtcNow();
        var counts = await session.QueryAsync(
            """
            UPDATE connections SET last_called_at = $9, failing_since = coalesce(failing_since, $4), failures_count = failures_count + 1,
                is_tried = true, call_begun_at = NULL,
                failure = $5, next_call_at = $4 + coalesce($6, least($7, $8 * pow(2, least(failures_count, 10))))
            WHERE organization_id = $1 AND connection = $2 AND version = $3 AND connection_id = $10 RETURNING failures_count
            """,
            r => r.GetInt32(0),
            ct,
            session.Organization,
            StateText.Of(called.Connection),
            called.Version,
            now,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(failure.Told, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter { Value = (object?)failure.RetryAfter ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Interval },
            pauseMax ?? PauseMax,
            FirstPause,
            began,
            called.Id
        );
        if (counts is [1])
            await events.EmitAsync(new ConnectionFailing(called.Connection, failure.Told.Code, failure.Told.Message), ct);
    }
}
