using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.RefusedMessages;

public enum RefusedMessageState
{
    Open,

    /// <summary>Replayed, or repeated by its sender, and understood.</summary>
    Taken,

    /// <summary>Put aside by somebody who said why.</summary>
    Dismissed,
}

public sealed record RefusedMessageModel
{
    public required string Id { get; init; }
    public required RefusedMessageKind Kind { get; init; }
    public string? Primitive { get; init; }
    public required RefusedMessageState State { get; init; }
    public required string Code { get; init; }
    public required Message Reason { get; init; }
    public required string Source { get; init; }

    /// <summary>
    /// False of questions, whose answer nobody waits for any more, of statements, whose columns are not here, and of what is not here
    /// whole.
    /// </summary>
    public required bool IsReplayable { get; init; }
    public string? StatedOrganization { get; init; }
    public string? NoticeNumber { get; init; }
    public string? Iur { get; init; }
    public long? AmountCents { get; init; }
    public required long SizeBytes { get; init; }

    /// <summary>Only the beginning is kept.</summary>
    public required bool IsCut { get; init; }
    public required string Sha256 { get; init; }
    public required int SeenCount { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public string? TakenAs { get; init; }
    public string? TakenByOrganization { get; init; }
    public string? DismissalReason { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
}
