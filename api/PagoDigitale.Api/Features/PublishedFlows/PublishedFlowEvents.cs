using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>A published flow as events name it.</summary>
public sealed record PublishedFlowFacts(string Id, string FlussoId, int Revision, string PspId, DateTimeOffset PublishedAt);

public abstract record PublishedFlowTold(PublishedFlowFacts Flow) : EventData
{
    protected PublishedFlowFacts Flow { get; } = Flow;

    public string PublishedFlowId => Flow.Id;
    public string FlussoId => Flow.FlussoId;
    public int Revision => Flow.Revision;
    public string PspId => Flow.PspId;
    public DateTimeOffset PublishedAt => Flow.PublishedAt;

    protected override string SubjectId => PublishedFlowId;
}

[Event("published-flow.fetched", "A published flow was fetched and taken.")]
public sealed record PublishedFlowFetched(PublishedFlowFacts Flow, string RendicontazioneId) : PublishedFlowTold(Flow);

/// <param name="Code">Of the failure.</param>
[Event("published-flow.failing", "A published flow could not be fetched three times; it is tried again.")]
public sealed record PublishedFlowFailing(PublishedFlowFacts Flow, string Code, Message Message) : PublishedFlowTold(Flow);

/// <param name="Code">Of the refusal.</param>
[Event("published-flow.refused", "A published flow was fetched and could not be taken.")]
public sealed record PublishedFlowRefused(PublishedFlowFacts Flow, string Code, Message Message) : PublishedFlowTold(Flow);

[Event("published-flow.deleted", "A flow is not published any more.")]
public sealed record PublishedFlowDeleted(PublishedFlowFacts Flow) : PublishedFlowTold(Flow);

[Event("published-flow.restored", "A flow that was thought deleted is published again.")]
public sealed record PublishedFlowRestored(PublishedFlowFacts Flow) : PublishedFlowTold(Flow);

[Event("published-flow.expiring", "A published flow that is not fetched will be kept for five days more.")]
public sealed record PublishedFlowExpiring(PublishedFlowFacts Flow) : PublishedFlowTold(Flow);

[Event("published-flow.lost", "A published flow is not kept any more and was not fetched.")]
public sealed record PublishedFlowLost(PublishedFlowFacts Flow) : PublishedFlowTold(Flow);
