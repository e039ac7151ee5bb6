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
            .Otherwise("fiscal-code-invalid", OrganizationsTexts.NoFiscalCode, OrganizationsTexts.GiveFiscalCode);
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
                OrganizationsTexts.NotAllowed,
                OrganizationsTexts.ClientIsNotBound.With(caller.ClientId, input.FiscalCode)
            );
        if (await db.Set<Organization>().AnyAsync(o => o.OrganizationId == input.FiscalCode, ct))
            return ApiError.Conflict(
                "organization-already-exists",
                OrganizationsTexts.Exists,
                OrganizationsTexts.ChangeExisting.With(input.FiscalCode)
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
