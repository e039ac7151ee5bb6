using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations;

public sealed class TenantRegistry(TenantScopes scopes) : ITenantRegistry
{
    public Task<bool> ExistsAsync(TenantSession session, CancellationToken ct) =>
        session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM organizations WHERE organization_id = $1)", ct, session.Organization);

    public Task<bool> IsActiveAsync(TenantSession session, CancellationToken ct) =>
        session.ScalarAsync<bool>("SELECT is_active FROM organizations WHERE organization_id = $1", ct, session.Organization);

    public async Task<List<string>> AllAsync(CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(TenantSession.Platform, ct);
        return await scope.Session.QueryAsync(
            "SELECT organization_id FROM organizations ORDER BY organization_id",
            r => r.GetString(0),
            ct
        );
    }
}
