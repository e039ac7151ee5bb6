using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Outbound;

/// <summary>One attempt to call a service, as it went.</summary>
/// <param name="Response">Its body; null where none came whole.</param>
/// <param name="Failure">Why none came.</param>
public sealed record Exchange(
    Guid Id,
    OutboundCall Call,
    DateTimeOffset SentAt,
    TimeSpan Duration,
    int? Status,
    string? MediaType,
    byte[]? Response,
    Failure? Failure
);

/// <summary>
/// Exchanges of many calls, on their way to be kept together in the transaction that says what came of the calls. Nothing of either is kept
/// where that does not come to its end: then the calls are made again.
/// </summary>
public sealed class ExchangeBatch
{
    private readonly ConcurrentDictionary<Guid, Exchange> _exchanges = new();

    internal List<Exchange> Exchanges => [.. _exchanges.Values];

    internal void Add(Exchange exchange) => _exchanges[exchange.Id] = exchange;

    internal void NoteFailure(Guid exchange, Failure failure) => _exchanges[exchange] = _exchanges[exchange] with { Failure = failure };
}

/// <summary>
/// Keeps each exchange, where its call says nothing else in a transaction of its own: it happened, whatever becomes of the work it was for.
/// </summary>
public sealed class Exchanges(TenantScopes tenants)
{
    /// <remarks>It cannot be cancelled: what was sent and answered is kept.</remarks>
    public async Task KeepAsync(Exchange exchange)
    {
        if (exchange.Call.Batch is { } batch)
        {
            batch.Add(exchange);
            return;
        }
        await using var scope = await tenants.OpenAsync(exchange.Call.Organization, CancellationToken.None);
        await WriteAsync(scope.Session, [exchange]);
        await scope.CommitAsync(CancellationToken.None);
    }

    /// <summary>In the caller's transaction.</summary>
    public static Task KeepAsync(TenantSession session, ExchangeBatch batch) => WriteAsync(session, batch.Exchanges);

    private static async Task WriteAsync(TenantSession session, List<Exchange> exchanges)
    {
        if (exchanges.Count == 0)
            return;
        var requests = exchanges.ConvertAll(e => e.Call.Body is { } body ? PackedContent.Of(body) : (PackedContent?)null);
        var responses = exchanges.ConvertAll(e => e.Response is { } answer ? PackedContent.Of(answer) : (PackedContent?)null);
        await session.ExecuteAsync(
            """
            INSERT INTO outbound_exchanges (organization_id, exchange_id, service, method, url, sent_at, duration_ms, status, media_type,
                failure, request_bytes, request_coding, request, response_bytes, response_coding, response)
            SELECT $1, n.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::integer[], $8::smallint[],
                $9::text[], $10::jsonb[], $11::bigint[], $12::smallint[], $13::bytea[], $14::bigint[], $15::smallint[], $16::bytea[]) AS n
            """,
            CancellationToken.None,
            session.Organization,
            exchanges.ConvertAll(e => e.Id).ToArray(),
            exchanges.ConvertAll(e => e.Call.Service).ToArray(),
            exchanges.ConvertAll(e => e.Call.Method.Method).ToArray(),
            exchanges.ConvertAll(e => e.Call.Address.AbsoluteUri).ToArray(),
            exchanges.ConvertAll(e => e.SentAt).ToArray(),
            exchanges.ConvertAll(e => (int)e.Duration.TotalMilliseconds).ToArray(),
            exchanges.ConvertAll(e => (short?)e.Status).ToArray(),
            exchanges.ConvertAll(e => e.MediaType).ToArray(),
            new NpgsqlParameter
            {
                Value = exchanges
                    .ConvertAll(e => e.Failure is { } failure ? JsonSerializer.Serialize(failure, ApiJson.Options) : null)
                    .ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            exchanges.ConvertAll(e => (long)(e.Call.Body?.Length ?? 0)).ToArray(),
            requests.ConvertAll(r => (short?)r?.Coding).ToArray(),
            requests.ConvertAll(r => r?.ToArray()).ToArray(),
            exchanges.ConvertAll(e => (long)(e.Response?.Length ?? 0)).ToArray(),
            responses.ConvertAll(r => (short?)r?.Coding).ToArray(),
            responses.ConvertAll(r => r?.ToArray()).ToArray()
        );
    }

    /// <remarks>It cannot be cancelled either.</remarks>
    public async Task NoteFailureAsync(OutboundCall call, Guid exchange, Failure failure)
    {
        if (call.Batch is { } batch)
        {
            batch.NoteFailure(exchange, failure);
            return;
        }
        await using var scope = await tenants.OpenAsync(call.Organization, CancellationToken.None);
        await scope.Session.ExecuteAsync(
            "UPDATE outbound_exchanges SET failure = $3 WHERE organization_id = $1 AND exchange_id = $2",
            CancellationToken.None,
            call.Organization,
            exchange,
            Nullable(JsonSerializer.Serialize(failure, ApiJson.Options), NpgsqlDbType.Jsonb)
        );
        await scope.CommitAsync(CancellationToken.None);
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
