using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>Which tenant: whether it is there, and whether it works.</summary>
internal static class OrganizationState
{
    public static async Task<ApiError?> CheckKnownAsync(ITenantRegistry registry, TenantSession session, CancellationToken ct) =>
        session.Organization == TenantSession.Platform || await registry.ExistsAsync(session, ct) ? null : Unknown(session.Organization);

    public static async Task<ApiError?> CheckActiveAsync(ITenantRegistry registry, TenantSession session, CancellationToken ct) =>
        await registry.IsActiveAsync(session, ct)
            ? null
            : ApiError.Conflict(
                "organization-inactive",
                "The organization is not active",
                $"Organization {session.Organization} creates nothing and makes no debt payable while it is inactive. "
                    + "Make it active again with PATCH (isActive: true), then repeat the call."
            );

    public static ApiError Unknown(string organization) =>
        new(
            ErrorKind.NotFound,
            "organization-not-found",
            "Organization not found",
            $"There is no organization {organization} on this platform."
        );
}
