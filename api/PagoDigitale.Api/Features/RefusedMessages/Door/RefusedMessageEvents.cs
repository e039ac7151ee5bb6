using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.RefusedMessages.Door;

/// <summary>A refused message as it is now.</summary>
/// <param name="Primitive">The node's name for what it is, where known.</param>
/// <param name="Code">What its sender was told last.</param>
public sealed record RefusedMessageFacts(
    string Id,
    RefusedMessageKind Kind,
    string? Primitive,
    RefusedMessageState State,
    string Code,
    string? NoticeNumber,
    long? AmountCents,
    string? TakenAs
);

public abstract record RefusedMessageEvent(RefusedMessageFacts Message) : EventData
{
    protected RefusedMessageFacts Message { get; } = Message;

    public string RefusedMessageId => Message.Id;
    public RefusedMessageKind Kind => Message.Kind;
    public string? Primitive => Message.Primitive;
    public RefusedMessageState State => Message.State;
    public string Code => Message.Code;
    public string? NoticeNumber => Message.NoticeNumber;
    public long? AmountCents => Message.AmountCents;

    protected override string SubjectId => RefusedMessageId;
}

[Event("refused-message.received", "A message came that could not be taken.")]
public sealed record RefusedMessageReceived(RefusedMessageFacts Message) : RefusedMessageEvent(Message);

/// <summary>With the identifier of what it became.</summary>
[Event("refused-message.taken", "A refused message was replayed, or came again, and was taken.")]
public sealed record RefusedMessageTaken(RefusedMessageFacts Message) : RefusedMessageEvent(Message)
{
    public string? TakenAs => Message.TakenAs;
}

[Event("refused-message.dismissed", "Somebody decided that a refused message is not to be taken.")]
public sealed record RefusedMessageDismissed(RefusedMessageFacts Message) : RefusedMessageEvent(Message);
