using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

public sealed record ExchangeFilter : PageQuery
{
    [FromQuery(Name = "isFailed")]
    public bool? IsFailed { get; init; }

    [FromQuery(Name = "sentFrom")]
    public DateOnly? SentFrom { get; init; }

    [FromQuery(Name = "sentTo")]
    public DateOnly? SentTo { get; init; }
}

public sealed record ExchangeModel
{
    public const string Prefix = "exc";

    public required string Id { get; init; }
    public required ConnectionCode Connection { get; init; }
    public required string Method { get; init; }
    public required string Url { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required int DurationMilliseconds { get; init; }
    public int? Status { get; init; }
    public string? MediaType { get; init; }
    public required long RequestBytes { get; init; }
    public required long ResponseBytes { get; init; }
    public Failure? Failure { get; init; }
}

public sealed class ListConnectionExchangesHandler(TenantSession session, ConnectionRows connections)
{
    public async Task<Outcome<Page<ExchangeModel>>> RunAsync(string connection, ExchangeFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if ((await connections.ReadAsync(connection, ct)).Error is { } missing)
            return missing;
        var where = new Conditions("organization_id = $1 AND service = $2", session.Organization, connection)
            .AndKeyed("is_failed", filter.IsFailed)
            .AndCreated("exchange_id", filter.SentFrom, filter.SentTo, "sent_at")
            .Behind("exchange_id", after);
        var rows = await session.QueryAsync(
            $"""
            SELECT exchange_id, service, method, url, sent_at, duration_ms, status, media_type, request_bytes, response_bytes, failure::text
            FROM door.outbound_exchanges WHERE {where.Page(filter.Limit, "exchange_id")}
            """,
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            where.Values
        );
        return Page<ExchangeModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    private static ExchangeModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(ExchangeModel.Prefix, r.GetGuid(0)),
            Connection = StateText.Parse<ConnectionCode>(r.GetString(1)),
            Method = r.GetString(2),
            Url = r.GetString(3),
            SentAt = r.GetFieldValue<DateTimeOffset>(4),
            DurationMilliseconds = r.GetInt32(5),
            Status = r.IsDBNull(6) ? null : r.GetInt16(6),
            MediaType = r.IsDBNull(7) ? null : r.GetString(7),
            RequestBytes = r.GetInt64(8),
            ResponseBytes = r.GetInt64(9),
            Failure = r.IsDBNull(10) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(10), ApiJson.Options),
        };
}
