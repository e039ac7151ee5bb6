using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.RefusedMessages.Door;

public enum RefusedMessageKind
{
    /// <summary>Says that somebody paid.</summary>
    Receipt,

    /// <summary>Asks about a notice or a payment: whoever asked has had its answer.</summary>
    Question,
    Rendicontazione,

    /// <summary>Whoever sent it was told, and sends it again with the columns it has.</summary>
    BankStatement,

    /// <summary>Nobody can tell; it may be a payment.</summary>
    Unknown,
}

/// <summary>A message that was not taken, and why.</summary>
/// <param name="Primitive">The node's name for what it is, where known.</param>
/// <param name="Code">What its sender was told.</param>
/// <param name="Source">The station it was sent to, or how else it came.</param>
public sealed record RefusedMessage(
    RefusedMessageKind Kind,
    string? Primitive,
    string Code,
    Message Reason,
    string Source,
    string MediaType,
    byte[] Content
)
{
    /// <summary>Of a message that came by the node.</summary>
    public static RefusedMessage OfNode(
        PaOperation? operation,
        string code,
        Message? reason,
        string station,
        string mediaType,
        byte[] envelope,
        MessageGlimpse seen
    ) =>
        new(KindOf(operation, seen), operation?.SoapAction(), code, reason ?? PaFaultTexts.Of(code), station, mediaType, envelope)
        {
            Seen = seen,
        };

    public MessageGlimpse Seen { get; init; } = new();

    /// <summary>Kind in the raw store, where it is not stored there already.</summary>
    public string RawKind { get; init; } = "refused";

    /// <summary>Of what was uploaded.</summary>
    public string? FileName { get; init; }

    /// <summary>How large it was, where the content is only its beginning.</summary>
    public long? WholeBytes { get; init; }

    private static RefusedMessageKind KindOf(PaOperation? operation, MessageGlimpse seen) =>
        operation switch
        {
            PaOperation.SendRt or PaOperation.SendRtV2 => RefusedMessageKind.Receipt,
            _ when seen.IsReceipt => RefusedMessageKind.Receipt,
            null => RefusedMessageKind.Unknown,
            _ => RefusedMessageKind.Question,
        };
}
