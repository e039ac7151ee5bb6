using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Organizations;

public abstract record OrganizationEvent(string FiscalCode, string Name, bool IsActive, bool HasLogo) : EventData
{
    protected override string SubjectId => FiscalCode;
}

[Event("organization.created", "An organization was entered.")]
public sealed record OrganizationCreated(string FiscalCode, string Name, bool IsActive, bool HasLogo)
    : OrganizationEvent(FiscalCode, Name, IsActive, HasLogo);

[Event("organization.changed", "An organization or its emblem was changed.")]
public sealed record OrganizationChanged(string FiscalCode, string Name, bool IsActive, bool HasLogo)
    : OrganizationEvent(FiscalCode, Name, IsActive, HasLogo);

/// <summary>Tells of the organization of the session, as it is then.</summary>
public sealed class OrganizationEventWriter(TenantSession session, EventLog events)
{
    public async Task EmitChangedAsync(CancellationToken ct) =>
        await events.EmitAsync(
            await session.QueryAsync(
                "SELECT organization_id, name, is_active, has_logo FROM organizations WHERE organization_id = $1",
                r => new OrganizationChanged(r.GetString(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3)),
                ct,
                session.Organization
            ),
            ct
        );
}
