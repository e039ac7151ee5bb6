using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowQueries(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<FlowModel>>> ListAsync(FlowFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var rows = await session.QueryAsync($"""
            SELECT {FlowRecord.Columns} FROM flows
            WHERE organization_id = $1
              AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR parameters->>'serviceCode' = $3)
              AND ($4::text IS NULL OR file_name ILIKE $4)
              AND ($5::timestamptz IS NULL OR created_at >= $5) AND ($6::timestamptz IS NULL OR created_at < $6)
              AND ($7::uuid IS NULL OR flow_id < $7)
            ORDER BY flow_id DESC LIMIT $8
            """, FlowRecord.Read, ct, session.Organization, filter.State, filter.ServiceCode,
            string.IsNullOrWhiteSpace(filter.Q) ? null : $"%{LikePattern.Escape(filter.Q.Trim())}%",
            filter.CreatedFrom is { } from ? RomeTime.StartOfDay(from) : null, filter.CreatedTo is { } to ? RomeTime.StartOfDay(to.AddDays(1)) : null,
            after, filter.Limit + 1);
        var now = clock.GetUtcNow();
        return Page<FlowModel>.Of(rows, filter.Limit, f => f.ToModel(now), f => Cursor.Of(f.Id));
    }

    public async Task<Outcome<FlowModel>> ReadAsync(string flow, CancellationToken ct)
    {
        var found = await FindAsync(flow, forUpdate: false, ct);
        return found.Error is { } error ? error : found.Value!.ToModel(clock.GetUtcNow());
    }

    /// <summary>By public id; locked when it is going to be changed.</summary>
    public async Task<Outcome<FlowRecord>> FindAsync(string flow, bool forUpdate, CancellationToken ct) =>
        PublicId.TryParse(flow, FlowRecord.IdPrefix, out var id) && await FindAsync(id, forUpdate, ct) is { } found ? found : ApiError.NotFound("Flow", flow);

    public async Task<FlowRecord?> FindAsync(Guid id, bool forUpdate, CancellationToken ct) =>
        (await session.QueryAsync($"SELECT {FlowRecord.Columns} FROM flows WHERE organization_id = $1 AND flow_id = $2{(forUpdate ? " FOR UPDATE" : "")}",
            FlowRecord.Read, ct, session.Organization, id)).SingleOrDefault();
}
