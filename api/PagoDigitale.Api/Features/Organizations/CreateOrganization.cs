using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations;

public sealed class CreateOrganizationHandler(PagoDb db, TenantSession session, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<OrganizationModel>> RunAsync(OrganizationInput input, Caller caller, CancellationToken ct)
    {
        if (!caller.MayActFor(input.FiscalCode))
            return new ApiError(
                ErrorKind.Forbidden,
                "organization-not-allowed",
                "This client does not act for that organization",
                $"The client '{caller.ClientId}' is not bound to organization {input.FiscalCode}."
            );
        if (await db.Set<Organization>().AnyAsync(o => o.OrganizationId == input.FiscalCode, ct))
            return ApiError.Conflict(
                "organization-already-exists",
                "The organization exists already",
                $"Organization {input.FiscalCode} exists; change it with PATCH."
            );
        var now = clock.GetUtcNow();
        var organization = new Organization
        {
            OrganizationId = input.FiscalCode,
            Name = input.Name,
            Sector = input.Sector,
            InfoLines = input.InfoLines,
            IpaCode = input.IpaCode,
            CbillCode = input.CbillCode,
            Address = input.Address,
            Email = input.Email,
            Pec = input.Pec,
            AccountingProfile = input.AccountingProfile,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Add(organization);
        await db.SaveChangesAsync(ct);
        await session.ActAsAsync(
            organization.OrganizationId,
            () => events.EmitAsync("organization.created", "organization", organization.OrganizationId, new { }, ct),
            ct
        );
        return OrganizationQueries.Map(organization);
    }
}
