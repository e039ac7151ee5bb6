using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// What a message of the node says: by the schema, and where a receipt breaks it, by what can be understood of it. A question
/// that breaks the schema is refused: whoever asked can ask rightly, and nothing has happened yet.
/// </summary>
public static class NodeMessage
{
    public static PaRequestReading Read(byte[] envelope)
    {
        var reading = PaForNodeReader.ReadRequest(envelope);
        if (reading.IsOk || reading.Operation is not (PaOperation.SendRt or PaOperation.SendRtV2))
            return reading;
        var tolerant = TolerantReceiptReader.ReadRequest(envelope);
        if (!tolerant.IsOk)
            return reading with { Error = tolerant.Error };
        return tolerant.Deviations.Count > 0
            ? tolerant
            : tolerant with
            {
                Deviations = [new(ReceiptDeviation.ValueOutOfSchema, reading.Error.Description)],
            };
    }
}
