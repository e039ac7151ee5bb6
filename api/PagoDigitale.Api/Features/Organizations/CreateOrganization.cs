using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

public sealed record OrganizationInput : IOrganizationDetails
{
    public required string FiscalCode { get; init; }

    [Printed]
    public required string Name { get; init; }

    [Printed]
    public string? Sector { get; init; }

    [Printed]
    public string? InfoLines { get; init; }

    public string? IpaCode { get; init; }
    public string? CbillCode { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? Pec { get; init; }
    public AccountingProfile? AccountingProfile { get; init; }
}

public sealed class OrganizationInputValidator : AbstractValidator<OrganizationInput>
{
    public OrganizationInputValidator()
    {
        RuleFor(x => x.FiscalCode)
            .Must(c => OrganizationCode.TryParse(c, out _))
            .WithMessage("is not the fiscal code of an organization")
            .Remedy("fiscal-code-invalid", "Use the 11 digits of the organization's fiscal code.");
        Include(new OrganizationRules());
    }
}

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
            () =>
                events.EmitAsync(new OrganizationCreated(organization.OrganizationId, organization.Name, organization.IsActive, false), ct),
            ct
        );
        return OrganizationModel.Of(organization);
    }
}
