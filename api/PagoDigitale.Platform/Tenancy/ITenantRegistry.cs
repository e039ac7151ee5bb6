namespace PagoDigitale.Platform.Tenancy;

/// <summary>What the platform asks about tenants. Answered by <c>Organizations</c>, which keeps them.</summary>
public interface ITenantRegistry
{
    /// <summary>Whether the session's organization is on this platform.</summary>
    Task<bool> ExistsAsync(TenantSession session, CancellationToken ct);

    /// <summary>Whether the session's organization works: an inactive one makes nothing new.</summary>
    Task<bool> IsActiveAsync(TenantSession session, CancellationToken ct);

    /// <summary>All, in order: those that work done by the clock goes round.</summary>
    Task<List<string>> AllAsync(CancellationToken ct);
}
