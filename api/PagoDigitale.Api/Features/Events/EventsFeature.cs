using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Events;

/// <summary>The feed of what happened.</summary>
public sealed class EventsFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<ErrorCode> Errors => EventsErrors.All;

    public override IReadOnlyList<string> IdPrefixes => ["evt"];

    public override IReadOnlyList<string> ScopeNames => [Scopes.EventsRead];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(typeof(EventFeed), typeof(ListEventsAcrossOrganizationsHandler), typeof(ListEventsHandler));
    }
}
