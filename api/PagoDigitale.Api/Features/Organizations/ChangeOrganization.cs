using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Organizations;

public sealed class ChangeOrganizationHandler(
    PagoDb db,
    OrganizationQueries queries,
    EventLog events,
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
    )
    {
        var found = await db.Set<Organization>().SingleAsync(o => o.OrganizationId == organization, ct);
        if (EntityTag.Check(ifMatch, found.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(ChangeableOf(found), validator);
        if (outcome.Error is { } error)
            return error;
        var isClosed = found.IsActive && outcome.Value!.IsActive == false;
        Apply(found, outcome.Value!);
        found.Version++;
        found.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        await events.EmitAsync("organization.changed", "organization", organization, new { }, ct);
        var changed = await queries.ReadAsync(organization, ct);
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
