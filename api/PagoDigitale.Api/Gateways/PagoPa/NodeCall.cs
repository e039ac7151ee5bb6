using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>One call of the node: the station it was addressed to and the envelope as it came.</summary>
/// <param name="EntryOf">What the activity log says of the call once it has its answer; for who writes it with what changed.
/// None for a replay, which is an operation of a client and noted as such.</param>
public sealed record NodeCall(
    string Station,
    byte[] Envelope,
    string MediaType,
    DateTimeOffset ReceivedAt,
    Func<NodeAnswer, ActivityEntry>? EntryOf = null
)
{
    /// <summary>What is kept of a question of one of our organizations, in one transaction with the entry of the activity log.</summary>
    public InboundMessage? Question { get; private set; }

    /// <summary>Whose question it is, known before it has its answer.</summary>
    public string? Organization { get; private set; }

    /// <summary>As what a question is kept, for who answers it.</summary>
    public InboundMessage MessageOf(string kind) =>
        new(Guid.CreateVersion7(ReceivedAt), kind, MediaType, Envelope, UnreadableMessages.Clip(Station), ReceivedAt);

    /// <summary>With an identifier of its own each time: where a connection broke nobody knows whether the last was written.</summary>
    public InboundMessage Keep(InboundMessage message, string organization)
    {
        Organization = organization;
        return Question = message with { Id = Guid.CreateVersion7(ReceivedAt) };
    }
}

/// <summary>How a call ended. Without a response there is no valid answer: HTTP 500, and the node asks again.</summary>
/// <param name="Organization">The tenant concerned; null when the call names none of ours.</param>
/// <param name="ReceiptRecordId">The receipt that is here now, also where the node is told KO all the same.</param>
public sealed record NodeAnswer(PaResponse? Response, string? Organization, string? Resource = null, Guid? ReceiptRecordId = null)
{
    /// <summary>No valid answer, of nobody in particular.</summary>
    public static readonly NodeAnswer None = new(null, null);

    private byte[]? _bytes;

    /// <summary>As it goes out. Whoever changed something for this answer writes it first: what cannot be made valid throws.</summary>
    public byte[] Bytes => _bytes ??= PaForNodeWriter.Write(Response ?? throw new InvalidOperationException("There is no valid answer."));

    /// <summary>The entry of the activity log is in the transaction of what the call changed.</summary>
    public bool IsNoted { get; init; }

    /// <summary>And it has its place in the chain.</summary>
    public bool IsPlaced { get; init; }

    /// <summary>A question that left no mark: nothing of it must outlive a crash of the database server, and the node asks again.</summary>
    public bool ChangedNothing { get; init; }

    /// <summary>What people are told of a refusal, beside the description that the node gets; null where its code says all.</summary>
    public Message? Reason { get; init; }

    /// <summary>Why it was refused, or why there is no answer.</summary>
    public string? Code
    {
        get => field ?? (Response as FaultResponse)?.Fault.FaultCode;
        init;
    }

    public static NodeAnswer Refuse(
        PaRequest request,
        string faultCode,
        string? organization,
        string? resource = null,
        Message? reason = null
    ) =>
        new(new FaultResponse(request.Operation, PaFault.Of(faultCode, request.IdPa, reason?.ToString())), organization, resource)
        {
            Reason = reason,
        };

    /// <summary>OK, the fault code, or "failed".</summary>
    public string Outcome =>
        Response switch
        {
            null => "failed",
            FaultResponse fault => fault.Fault.FaultCode,
            _ => "OK",
        };
}
