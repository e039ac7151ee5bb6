using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// Who is asked, in the order in which the node's own software checks it: organization, broker, station, then the fiscal
/// code of the notice.
/// </summary>
public static class StationChecks
{
    /// <summary>Also keeps the name of a tenant from being anything but a fiscal code.</summary>
    public static bool IsFiscalCode(string idPa) => idPa.Length == 11 && !idPa.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <param name="brokerFiscalCode">Of the station the call came to; null when the organization does not have that station.</param>
    public static string? FaultOf(PaRequest request, NodeCall call, string? brokerFiscalCode)
    {
        if (brokerFiscalCode is null)
            return PaFaultCodes.IdDominioErrato;
        if (request.IdBrokerPa != brokerFiscalCode)
            return PaFaultCodes.IdIntermediarioErrato;
        return request.IdStation != call.Station ? PaFaultCodes.StazioneIntErrata : null;
    }

    /// <summary>What the refusal is about, for those who have to mend it; null for the fault that says it already.</summary>
    public static Message? Compared(string fault, PaRequest request, NodeCall call, string? brokerFiscalCode) =>
        fault switch
        {
            PaFaultCodes.IdDominioErrato => PagoPaTexts.NoSuchStation.With(request.IdPa, call.Station),
            PaFaultCodes.IdIntermediarioErrato => PagoPaTexts.OtherBroker.With(request.IdBrokerPa, call.Station, brokerFiscalCode),
            PaFaultCodes.StazioneIntErrata => PagoPaTexts.OtherStation.With(request.IdStation, call.Station),
            _ => null,
        };
}
