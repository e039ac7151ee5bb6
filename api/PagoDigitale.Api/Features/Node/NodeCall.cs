using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node;

/// <summary>One call of the node: the station it was addressed to and the envelope as it came.</summary>
public sealed record NodeCall(string Station, byte[] Envelope, string MediaType, DateTimeOffset ReceivedAt);

/// <summary>How a call ended. Without a response there is no valid answer: HTTP 500, and the node asks again.</summary>
/// <param name="Organization">The tenant concerned; null when the call names none of ours.</param>
public sealed record NodeAnswer(PaResponse? Response, string? Organization, string? Resource = null)
{
    private byte[]? _bytes;

    /// <summary>As it goes out. Whoever changed something for this answer writes it first: what cannot be made valid throws.</summary>
    public byte[] Bytes => _bytes ??= PaForNodeWriter.Write(Response ?? throw new InvalidOperationException("There is no valid answer."));

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
