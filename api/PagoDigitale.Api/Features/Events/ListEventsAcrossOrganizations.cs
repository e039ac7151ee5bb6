using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http.Frame;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Events;

public sealed record EventAcrossFilter : EventFilter
{
    [FromQuery(Name = "organization"), RegularExpression("^[0-9]{11}$")]
    public string? Organization { get; init; }
}

public sealed class ListEventsAcrossOrganizationsHandler(TenantSession session, EventFeed feed)
{
    /// <summary>
    /// The organizations of a client that acts for all are known only here; the session sees them as the platform. What happened to
    /// the platform itself, its clients and the taxonomy, is for such a client alone.
    /// </summary>
    private const string EveryOrganization = "SELECT organization_id FROM door.organizations";

    public async Task<Outcome<EventPage>> RunAsync(EventAcrossFilter filter, Caller caller, CancellationToken ct)
    {
        if (filter.Organization is { } only)
            return caller.MayActFor(only)
                ? await feed.ReadAcrossAsync(caller.ClientId, [only], filter, ct)
                : new ApiError(
                    ErrorKind.Forbidden,
                    "organization-not-allowed",
                    FrameTexts.NotForThat,
                    FrameTexts.NotBound.With(caller.ClientId, only)
                );
        string[] organizations = caller.ReachesEveryOrganization
            ? [.. await session.QueryAsync(EveryOrganization, r => r.GetString(0), ct), TenantSession.Platform]
            : [.. caller.Organizations];
        return await feed.ReadAcrossAsync(caller.ClientId, organizations, filter, ct);
    }
}
