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
/// Keeps each exchange in a transaction that is not that of the work it was for: it happened, whatever becomes of the work. Those that end
/// while others are being written are written together: a thousand calls are a few dozen transactions.
/// </summary>
public sealed class Exchanges(TenantScopes tenants)
{
    private readonly ConcurrentDictionary<string, Line> _lines = new();

    /// <returns>When it is kept.</returns>
    /// <remarks>It cannot be cancelled: what was sent and answered is kept.</remarks>
    public Task KeepAsync(Exchange exchange)
    {
        var (organization, kept) = (
            exchange.Call.Organization,
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        var line = _lines.GetOrAdd(organization, _ => new());
        if (line.Join(exchange, kept))
            _ = Task.Run(() => WriteAllAsync(organization, line));
        return kept.Task;
    }

    private async Task WriteAllAsync(string organization, Line line)
    {
        while (line.Next() is { Count: > 0 } next)
            try
            {
                await WriteAsync(organization, [.. next.Select(n => n.Exchange)]);
                next.ForEach(n => n.Kept.SetResult());
            }
            catch (Exception failure)
            {
                // Whoever made the call hears of it.
                next.ForEach(n => n.Kept.SetException(failure));
            }
    }

    private async Task WriteAsync(string organization, List<Exchange> exchanges)
    {
        await using var scope = await tenants.OpenAsync(organization, CancellationToken.None);
        var requests = exchanges.ConvertAll(e => e.Call.Body is { } body ? PackedContent.Of(body) : (PackedContent?)null);
        var responses = exchanges.ConvertAll(e => e.Response is { } answer ? PackedContent.Of(answer) : (PackedContent?)null);
        await scope.Session.ExecuteAsync(
            """
            INSERT INTO outbound_exchanges (organization_id, exchange_id, service, method, url, sent_at, duration_ms, status, media_type,
                failure, request_bytes, request_coding, request, response_bytes, response_coding, response)
            SELECT $1, n.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::integer[], $8::smallint[],
                $9::text[], $10::jsonb[], $11::bigint[], $12::smallint[], $13::bytea[], $14::bigint[], $15::smallint[], $16::bytea[]) AS n
            """,
            CancellationToken.None,
            organization,
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
        await scope.CommitAsync(CancellationToken.None);
    }

    /// <remarks>It cannot be cancelled either.</remarks>
    public async Task NoteFailureAsync(string organization, Guid exchange, Failure failure)
    {
        await using var scope = await tenants.OpenAsync(organization, CancellationToken.None);
        await scope.Session.ExecuteAsync(
            "UPDATE outbound_exchanges SET failure = $3 WHERE organization_id = $1 AND exchange_id = $2",
            CancellationToken.None,
            organization,
            exchange,
            Nullable(JsonSerializer.Serialize(failure, ApiJson.Options), NpgsqlDbType.Jsonb)
        );
        await scope.CommitAsync(CancellationToken.None);
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    /// <summary>Exchanges of an organization that wait to be written. Who finds nobody writing does it for all.</summary>
    private sealed class Line
    {
        private readonly Lock _gate = new();
        private List<(Exchange Exchange, TaskCompletionSource Kept)> _waiting = [];
        private bool _isBeingWritten;

        /// <returns>Whether the caller has to have them written.</returns>
        public bool Join(Exchange exchange, TaskCompletionSource kept)
        {
            lock (_gate)
            {
                _waiting.Add((exchange, kept));
                if (_isBeingWritten)
                    return false;
                return _isBeingWritten = true;
            }
        }

        /// <returns>None: whoever comes next has them written.</returns>
        public List<(Exchange Exchange, TaskCompletionSource Kept)> Next()
        {
            lock (_gate)
            {
                var next = _waiting;
                _waiting = [];
                _isBeingWritten = next.Count > 0;
                return next;
            }
        }
    }
}
