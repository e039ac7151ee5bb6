using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>Reads connections, with what waits for each.</summary>
public sealed class ConnectionRows(TenantSession session, IEnumerable<IConnectionWork> works)
{
    private const string Columns = """
        connection, base_url, subscription_key IS NOT NULL, key_expires_on, is_paused, failure::text, failing_since, last_called_at,
        last_success_at, call_requested_at, next_call_at, created_at, version, is_tried FROM connections
        """;

    /// <param name="where">In the order it is told.</param>
    public async Task<List<ConnectionModel>> FindAsync(string where, object?[] values, CancellationToken ct)
    {
        var found = await session.QueryAsync($"SELECT {Columns} WHERE {where}", Map, ct, values);
        var told = new List<ConnectionModel>();
        foreach (var connection in found)
        {
            // As many as there are kinds of services.
            var backlog = await WorkOf(connection.Code).BacklogAsync(ct);
            told.Add(connection with { BacklogCount = backlog.Count, BacklogOldestAt = backlog.OldestAt });
        }
        return told;
    }

    public async Task<Outcome<ConnectionModel>> ReadAsync(string code, CancellationToken ct)
    {
        var found = await FindAsync("organization_id = $1 AND connection = $2", [session.Organization, code], ct);
        return found.Count == 0
            ? ApiError.NotFound("connection-not-found", ConnectionsTexts.NotFound, ConnectionsTexts.NoSuch.With(code))
            : found[0];
    }

    public IConnectionWork WorkOf(ConnectionCode code) => works.Single(w => w.Connection == code);

    private static ConnectionModel Map(NpgsqlDataReader r) =>
        new()
        {
            Code = StateText.Parse<ConnectionCode>(r.GetString(0)),
            BaseUrl = r.GetString(1),
            HasSubscriptionKey = r.GetBoolean(2),
            SubscriptionKeyExpiresOn = r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3),
            IsPaused = r.GetBoolean(4),
            State =
                r.GetBoolean(4) ? ConnectionState.Paused
                : !r.IsDBNull(6) ? ConnectionState.Failing
                : !r.GetBoolean(13) ? ConnectionState.Untried
                : ConnectionState.Working,
            Failure = r.IsDBNull(5) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(5), ApiJson.Options),
            FailingSince = Moment(r, 6),
            LastCalledAt = Moment(r, 7),
            LastSuccessAt = Moment(r, 8),
            CallRequestedAt = Moment(r, 9),
            NextCallAt = r.GetBoolean(4) ? null : r.GetFieldValue<DateTimeOffset>(10),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(11),
            Version = r.GetInt32(12),
            BacklogCount = 0,
        };

    private static DateTimeOffset? Moment(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
