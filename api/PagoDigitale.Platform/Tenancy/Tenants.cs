namespace PagoDigitale.Platform.Tenancy;

/// <summary>The organizations that work done by the clock goes round.</summary>
public static class Tenants
{
    public static async Task<List<string>> AllAsync(TenantScopes scopes, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(TenantSession.Platform, ct);
        return await scope.Session.QueryAsync(
            "SELECT organization_id FROM organizations ORDER BY organization_id",
            r => r.GetString(0),
            ct
        );
    }
}
