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

/// <summary>Keeps each exchange in a transaction of its own: it happened, whatever becomes of the work it was for.</summary>
public sealed class Exchanges(TenantScopes tenants)
{
    /// <remarks>It cannot be cancelled: what was sent and answered is kept.</remarks>
    public async Task KeepAsync(Exchange exchange)
    {
        var call = exchange.Call;
        await using var scope = await tenants.OpenAsync(call.Organization, CancellationToken.None);
        var request = call.Body is { } body ? PackedContent.Of(body) : (PackedContent?)null;
        var response = exchange.Response is { } answer ? PackedContent.Of(answer) : (PackedContent?)null;
        await scope.Session.ExecuteAsync(
            """
            INSERT INTO outbound_exchanges (organization_id, exchange_id, service, method, url, sent_at, duration_ms, status, media_type,
                failure, request_bytes, request_coding, request, response_bytes, response_coding, response)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """,
            CancellationToken.None,
            call.Organization,
            exchange.Id,
            call.Service,
            call.Method.Method,
            call.Address.AbsoluteUri,
            exchange.SentAt,
            (int)exchange.Duration.TotalMilliseconds,
            Nullable((short?)exchange.Status, NpgsqlDbType.Smallint),
            Nullable(exchange.MediaType, NpgsqlDbType.Text),
            Nullable(exchange.Failure is { } failure ? JsonSerializer.Serialize(failure, ApiJson.Options) : null, NpgsqlDbType.Jsonb),
            (long)(call.Body?.Length ?? 0),
            Nullable((short?)request?.Coding, NpgsqlDbType.Smallint),
            Nullable(request?.ToArray(), NpgsqlDbType.Bytea),
            (long)(exchange.Response?.Length ?? 0),
            Nullable((short?)response?.Coding, NpgsqlDbType.Smallint),
            Nullable(response?.ToArray(), NpgsqlDbType.Bytea)
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
}
