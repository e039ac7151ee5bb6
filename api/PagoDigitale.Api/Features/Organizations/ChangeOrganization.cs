using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

public sealed record OrganizationChange : IOrganizationDetails
{
    [Printed]
    public string? Name { get; init; }

    [NullRemoves, Printed]
    public string? Sector { get; init; }

    [NullRemoves, Printed]
    public string? InfoLines { get; init; }

    [NullRemoves]
    public string? IpaCode { get; init; }

    [NullRemoves]
    public string? CbillCode { get; init; }

    [NullRemoves]
    public Address? Address { get; init; }

    [NullRemoves]
    public string? Email { get; init; }

    [NullRemoves]
    public string? Pec { get; init; }

    [NullRemoves]
    public AccountingProfile? AccountingProfile { get; init; }

    public bool? IsActive { get; init; }
}

public sealed class OrganizationChangeValidator : AbstractValidator<OrganizationChange>
{
    public OrganizationChangeValidator()
    {
        Include(new OrganizationRules());
        RuleFor(x => x.IsActive).NotNull();
    }
}

public sealed class ChangeOrganizationHandler(
    PagoDb db,
    ReadOrganizationHandler read,
    OrganizationEventWriter events,
    ISettingEffects effects,
    IValidator<OrganizationChange> validator,
    TimeProvider clock
)
{
    public async Task<Outcome<OrganizationModel>> RunAsync(
        string organization,
        MergePatch<OrganizationChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync<Organization, OrganizationModel>(
            ifMatch,
            await db.Set<Organization>().SingleAsync(o => o.OrganizationId == organization, ct),
            ChangeableOf,
            validator,
            (current, change) => WriteAsync(current, change, ct)
        );

    private async Task<Outcome<OrganizationModel>?> WriteAsync(Organization organization, OrganizationChange change, CancellationToken ct)
    {
        var isClosed = organization.IsActive && change.IsActive == false;
        Apply(organization, change);
        organization.Version++;
        organization.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        await events.EmitChangedAsync(ct);
        var changed = await read.RunAsync(organization.OrganizationId, ct);
        return isClosed ? changed.Value! with { Warnings = await effects.OfAsync([new SettingChange.OrganizationClosed()], ct) } : changed;
    }

    private static OrganizationChange ChangeableOf(Organization o) =>
        new()
        {
            Name = o.Name,
            Sector = o.Sector,
            InfoLines = o.InfoLines,
            IpaCode = o.IpaCode,
            CbillCode = o.CbillCode,
            Address = o.Address,
            Email = o.Email,
            Pec = o.Pec,
            AccountingProfile = o.AccountingProfile,
            IsActive = o.IsActive,
        };

    private static void Apply(Organization o, OrganizationChange change)
    {
        o.Name = change.Name!;
        o.Sector = change.Sector;
        o.InfoLines = change.InfoLines;
        o.IpaCode = change.IpaCode;
        o.CbillCode = change.CbillCode;
        o.Address = change.Address;
        o.Email = change.Email;
        o.Pec = change.Pec;
        o.AccountingProfile = change.AccountingProfile;
        o.IsActive = change.IsActive!.Value;
    }
}
