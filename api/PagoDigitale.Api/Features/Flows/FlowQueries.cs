using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowQueries(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Page<FlowModel>>> ListAsync(FlowFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndKeyed("state", filter.State)
            .AndKeyed("service_code", filter.ServiceCode)
            .Behind("flow_id", after)
            .AndCreated("flow_id", filter.CreatedFrom, filter.CreatedTo)
            .AndContains("search_text(file_name)", filter.Q);
        var rows = await session.QueryAsync(
            $"SELECT {FlowRecord.Columns} FROM flows WHERE {where} {where.Order("flow_id")} LIMIT {filter.Limit + 1}",
            FlowRecord.Read,
            ct,
            where.Values
        );
        var now = clock.GetUtcNow();
        return Page<FlowModel>.Of(rows, filter.Limit, f => f.ToModel(now), f => Cursor.Of(f.Id));
    }

    public async Task<Outcome<FlowModel>> ReadAsync(string flow, CancellationToken ct)
    {
        var found = await FindAsync(flow, forUpdate: false, ct);
        return found.Error is { } error ? error : found.Value!.ToModel(clock.GetUtcNow());
    }

    /// <summary>
    /// By public id; locked when it is going to be changed. Rows that are being written for it do not hold it: its key stays.
    /// </summary>
    public async Task<Outcome<FlowRecord>> FindAsync(string flow, bool forUpdate, CancellationToken ct) =>
        PublicId.TryParse(flow, FlowRecord.IdPrefix, out var id) && await FindAsync(id, forUpdate, ct) is { } found
            ? found
            : ApiError.NotFound("Flow", flow);

    public async Task<FlowRecord?> FindAsync(Guid id, bool forUpdate, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT {FlowRecord.Columns} FROM flows WHERE organization_id = $1 AND flow_id = $2{(forUpdate ? " FOR NO KEY UPDATE" : "")}",
                FlowRecord.Read,
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();
}
