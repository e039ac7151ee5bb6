using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Events;

/// <summary>The feed of what happened.</summary>
public sealed class EventsFeature : Feature
{
    public override int Floor => 3;

    public override IReadOnlyList<AcrossTenants> Across =>
        [
            new(
                AcrossBy.Function,
                "across.feed_end(text,text[])",
                "As across.feed_page.",
                "The last place that one of these organizations has in the feed."
            ),
            new(
                AcrossBy.Function,
                "across.feed_forgot(text,text[],bigint)",
                "As across.feed_page, with a place where its client read on from.",
                "Whether events past that place were forgotten: yes or no."
            ),
            new(
                AcrossBy.Function,
                "across.feed_has(text,bigint,integer)",
                "A reader that comes back with a place of the feed: it brings number and mark, which only a reader of it was given.",
                "Yes or no."
            ),
            new(
                AcrossBy.Function,
                "across.feed_page(text,text[],bigint,text,text,integer)",
                "The platform, for a client that follows several organizations: it says who the client is and which it asks for.",
                "What happened in those of them that the database says the client acts for."
            ),
        ];

    public override IReadOnlyList<ErrorCode> Errors => EventsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(EventsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("evt", "event")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.EventsRead];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(typeof(EventFeed), typeof(ListEventsAcrossOrganizationsHandler), typeof(ListEventsHandler));
    }
}
