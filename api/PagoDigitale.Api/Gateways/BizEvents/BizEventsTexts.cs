using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Gateways.BizEvents;

internal static class BizEventsTexts
{
    public static readonly Wording OtherReceipt = new(
        "the receipt {iur} of the IUV {iuv} was asked for and {otherIur} of {otherIuv} came",
        "è stata chiesta la ricevuta {iur} dello IUV {iuv} ed è arrivata {otherIur} di {otherIuv}"
    );

    public static readonly Wording NoName = new(
        "'{name}' is no identifier of a receipt",
        "'{name}' non è l'identificativo di una ricevuta"
    );
}
