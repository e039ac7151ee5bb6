using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node;

/// <summary>One call of the node: the station it was addressed to and the envelope as it came.</summary>
public sealed record NodeCall(string Station, byte[] Envelope, string MediaType, DateTimeOffset ReceivedAt);

/// <summary>How a call ended. Without a response there is no valid answer: HTTP 500, and the node asks again.</summary>
/// <param name="Organization">The tenant concerned; null when the call names none of ours.</param>
/// <param name="ReceiptRecordId">The receipt that is here now, also where the node is told KO all the same.</param>
public sealed record NodeAnswer(PaResponse? Response, string? Organization, string? Resource = null, Guid? ReceiptRecordId = null)
{
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
