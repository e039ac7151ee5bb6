using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa;

internal static class PagoPaErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "not-taken",
            new(
                "The node's message still cannot be taken; message says why.",
                "Il messaggio del nodo non può ancora essere acquisito; message ne indica il motivo."
            ),
            new(
                "Mend the reason (station, broker, organization) and replay, or take the receipt with uploadReceipt.",
                "Rimuovere la causa (stazione, intermediario, ente) e rielaborare, oppure caricare la ricevuta con " + "uploadReceipt."
            )
        ),
    ];
}
