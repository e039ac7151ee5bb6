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
            : ApiError.Conflict("organization-inactive", FrameTexts.Inactive, FrameTexts.MakeActive.With(session.Organization));

    public static ApiError Unknown(string organization) =>
        new(ErrorKind.NotFound, "organization-not-found", FrameTexts.NoOrganization, FrameTexts.NoSuchOrganization.With(organization));
}
