using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Allocations.Door;

/// <summary>
/// Makes the figures of accertamenti anew. Who calls it is alone with the organization, as for <see cref="FoldAccertamenti"/>.
/// </summary>
public sealed class RebuildAccertamenti(TenantSession session)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await session.ExecuteAsync("DELETE FROM accertamento_shares WHERE organization_id = $1", ct, session.Organization);
        await session.ExecuteAsync("DELETE FROM accertamento_balances WHERE organization_id = $1", ct, session.Organization);
        await session.ExecuteAsync(AccertamentoTotalsSql.Rebuild, ct, session.Organization);
    }
}
