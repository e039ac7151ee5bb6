using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa;

internal static class PagoPaErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "not-taken",
            "The node's message still cannot be taken; message says why.",
            "Mend the reason (station, broker, organization) and replay, or take the receipt with uploadReceipt."
        ),
    ];
}
