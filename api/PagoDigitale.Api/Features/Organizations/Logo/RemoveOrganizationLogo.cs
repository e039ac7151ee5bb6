using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations.Logo;

public sealed class RemoveOrganizationLogoHandler(TenantSession session, OrganizationEventWriter events)
{
    public async Task<Outcome<bool>> RunAsync(CancellationToken ct)
    {
        if (await session.ExecuteAsync("DELETE FROM organization_logos WHERE organization_id = $1", ct, session.Organization) == 0)
            return true;
        await session.ExecuteAsync("UPDATE organizations SET has_logo = false WHERE organization_id = $1", ct, session.Organization);
        await events.EmitChangedAsync(ct);
        return true;
    }
}
