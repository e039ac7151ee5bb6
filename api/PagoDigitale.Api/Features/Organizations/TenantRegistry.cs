using System.Collections.Concurrent;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations;

public sealed class TenantRegistry(TenantScopes scopes) : ITenantRegistry
{
    private const int KnownMax = 100_000;

    /// <summary>Found once in a call of its own. An organization is never removed, so what was there is there.</summary>
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public async Task<bool> ExistsAsync(TenantSession session, CancellationToken ct)
    {
        if (_known.ContainsKey(session.Organization))
            return true;
        var exists = await session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM organizations WHERE organization_id = $1)",
            ct,
            session.Organization
        );
        if (exists && _known.Count < KnownMax)
            _known[session.Organization] = true;
        return exists;
    }

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
