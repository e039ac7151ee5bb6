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
                return Refused(
                    "organization-not-allowed",
                    "This client does not act for that organization",
                    $"The client '{caller.ClientId}' is not bound to organization {organization}."
                );
            // The platform's own name is no organization's: under it an operation on tenants would run as the platform.
            if (organization == TenantSession.Platform)
                return (tenant, OrganizationState.Unknown(organization));
            tenant = organization;
        }
        else if (operation.Scope is not null && !caller.ReachesEveryOrganization && !operation.LooksAtBinding)
            return Refused(
                "organization-not-allowed",
                "This client acts for single organizations",
                $"The operation is the platform's, and the client '{caller.ClientId}' is bound to organizations: use a client "
                    + "that acts for every organization."
            );
        return operation.Scope is null || caller.HasScope(operation.Scope)
            ? (tenant, null)
            : Refused("scope-missing", "The token lacks a scope", $"This operation needs the scope '{operation.Scope}'.");

        (string, ApiError?) Refused(string code, string title, string detail) => (tenant, new(ErrorKind.Forbidden, code, title, detail));
    }
}
