using PagoDigitale.Api.Platform.ActivityLog;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node;

/// <summary>One call of the node: the station it was addressed to and the envelope as it came.</summary>
/// <param name="EntryOf">What the activity log says of the call once it has its answer; for who writes it with what changed.</param>
public sealed record NodeCall(string Station, byte[] Envelope, string MediaType, DateTimeOffset ReceivedAt, Func<NodeAnswer, ActivityEntry> EntryOf);

/// <summary>How a call ended. Without a response there is no valid answer: HTTP 500, and the node asks again.</summary>
/// <param name="Organization">The tenant concerned; null when the call names none of ours.</param>
public sealed record NodeAnswer(PaResponse? Response, string? Organization, string? Resource = null)
{
    /// <summary>The entry of the activity log is in the transaction of what the call changed.</summary>
    public bool IsNoted { get; init; }

    /// <summary>It changed nothing that must outlive a crash of the database server, and the node asks again.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Why it was refused, or why there is no answer.</summary>
    public string? Code { get => field ?? (Response as FaultResponse)?.Fault.FaultCode; init; }

    public static NodeAnswer Refuse(PaRequest request, string faultCode, string? organization, string? resource = null, string? description = null) =>
        new(new FaultResponse(request.Operation, PaFault.Of(faultCode, request.IdPa, description)), organization, resource);

    /// <summary>OK, the fault code, or "failed".</summary>
    public string Outcome => Response switch
    {
        null => "failed",
        FaultResponse fault => fault.Fault.FaultCode,
        _ => "OK",
    };
}
