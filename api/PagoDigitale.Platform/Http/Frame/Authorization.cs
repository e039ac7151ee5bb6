using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>Who may: the token, the organization of the path, the scope.</summary>
internal static class Authorization
{
    /// <returns>
    /// The tenant the operation works for — the platform where its path names none, or one that the caller does not act for — and why
    /// it is refused.
    /// </returns>
    public static (string Tenant, ApiError? Refusal) Check(OperationAttribute operation, HttpContext http)
    {
        if (Caller.Of(http) is not { } caller)
            return (TenantSession.Platform, BearerAuthentication.Refuse(http));
        var tenant = TenantSession.Platform;
        if (http.Request.RouteValues.TryGetValue("organization", out var value) && value is string organization)
        {
            if (!caller.MayActFor(organization))
                return Refused("organization-not-allowed", FrameTexts.NotForThat, FrameTexts.NotBound.With(caller.ClientId, organization));
            // The platform's own name is no organization's: under it an operation on tenants would run as the platform.
            if (organization == TenantSession.Platform)
                return (tenant, OrganizationState.Unknown(organization));
            tenant = organization;
        }
        else if (operation.Scope is not null && !caller.ReachesEveryOrganization && !operation.LooksAtBinding)
            return Refused("organization-not-allowed", FrameTexts.ForSingleOnes, FrameTexts.OfPlatform.With(caller.ClientId));
        return operation.Scope is null || caller.HasScope(operation.Scope)
            ? (tenant, null)
            : Refused("scope-missing", FrameTexts.NoScope, FrameTexts.OperationNeeds.With(operation.Scope));

        (string, ApiError?) Refused(string code, Message title, Message detail) => (tenant, new(ErrorKind.Forbidden, code, title, detail));
    }
}
