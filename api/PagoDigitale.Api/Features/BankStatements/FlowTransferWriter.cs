using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Takes movements off a revision that counts no more, or gives them to the one that does.</summary>
public sealed class FlowTransferWriter(TenantSession session, MovementLinkWriter links) : IFlowTransfers
{
    public async Task<bool> SupersedeAsync(Guid older, Guid newer, bool isAccounted, CancellationToken ct)
    {
        var paidOut = await links.OfFlowsAsync([older], ct);
        if (isAccounted || paidOut.Exists(l => l.IsDecided))
        {
            if (paidOut.Count > 0)
                await PassOnAsync(older, newer, ct);
            return paidOut.Count > 0;
        }
        await links.UnlinkAsync([.. paidOut.Select(l => l.MovementId)], ct);
        return false;
    }

    public Task RefreshAsync(Guid flow, CancellationToken ct) => links.RefreshAsync([flow], [], ct);

    private async Task PassOnAsync(Guid older, Guid newer, CancellationToken ct)
    {
        await session.ExecuteAsync(
            "UPDATE movement_links SET rendicontazione_id = $3 WHERE organization_id = $1 AND rendicontazione_id = $2",
            ct,
            session.Organization,
            older,
            newer
        );
        await session.ExecuteAsync(
            "UPDATE bank_movements SET rendicontazione_id = $3 WHERE organization_id = $1 AND rendicontazione_id = $2",
            ct,
            session.Organization,
            older,
            newer
        );
    }
}
