using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>Rendicontazioni that pagoPA has published: fetched by itself, and what became of each.</summary>
public sealed class PublishedFlowsFeature : Feature
{
    public override int Floor => 6;

    public override IReadOnlyList<string> Tables => ["published_flows"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<FetchPublishedFlows>(JobLane.Outbound)];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(WatchRetention)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<PublishedFlowDeleted>(),
            EventType.Of<PublishedFlowExpiring>(),
            EventType.Of<PublishedFlowFailing>(),
            EventType.Of<PublishedFlowFetched>(),
            EventType.Of<PublishedFlowLost>(),
            EventType.Of<PublishedFlowRefused>(),
            EventType.Of<PublishedFlowRestored>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => PublishedFlowsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(PublishedFlowsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new(PublishedFlowRows.Prefix, "publishedFlow")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.PublishedFlowsRead, Scopes.PublishedFlowsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(FdrWork),
            typeof(ListPublishedFlowsHandler),
            typeof(PublishedFlowRows),
            typeof(PublishedFlowWriter),
            typeof(ReadPublishedFlowHandler),
            typeof(RetryPublishedFlowHandler)
        );
        services.AddScoped<IConnectionWork>(sp => sp.GetRequiredService<FdrWork>());
        services.AddScoped<IFetchedFlows, FetchedFlows>();
    }
}
