using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed class FlowLookup(TenantSession session)
{
    /// <summary>
    /// By public id; locked when it is going to be changed. Rows that are being written for it do not hold it: its key stays.
    /// </summary>
    public async Task<Outcome<FlowRecord>> FindAsync(string flow, bool forUpdate, CancellationToken ct) =>
        PublicId.TryParse(flow, FlowRecord.IdPrefix, out var id) && await FindAsync(id, forUpdate, ct) is { } found
            ? found
            : ApiError.NotFound("flow-not-found", FlowsTexts.NotFound, FlowsTexts.NoSuch.With(flow));

    public async Task<FlowRecord?> FindAsync(Guid id, bool forUpdate, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT {FlowRecord.Columns} FROM flows WHERE organization_id = $1 AND flow_id = $2"
                    + (forUpdate ? " FOR NO KEY UPDATE" : ""),
                FlowRecord.Read,
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();
}
