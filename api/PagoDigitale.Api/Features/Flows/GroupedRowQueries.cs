using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>The rows that follow another into its position.</summary>
public sealed class GroupedRowQueries(TenantSession session) : IGroupedDebts
{
    public async Task<Guid?> FindAsync(string externalId, CancellationToken ct)
    {
        var found = await session.ScalarAsync<Guid>(
            "SELECT position_id FROM flow_rows WHERE organization_id = $1 AND is_grouped AND external_id = $2 LIMIT 1",
            ct,
            session.Organization,
            externalId
        );
        return found == Guid.Empty ? null : found;
    }

    public Task<bool> IsGroupAsync(Guid positionId, CancellationToken ct) =>
        session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM flow_rows WHERE organization_id = $1 AND position_id = $2 AND is_grouped)",
            ct,
            session.Organization,
            positionId
        );
}
