using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Gateways.Aca;

internal static class AcaTexts
{
    public static readonly Wording OtherNotice = new(
        "notice {asked} was told of and {came} was answered",
        "è stato comunicato l'avviso {asked} e la risposta riguarda {came}"
    );

    public static readonly Wording OtherAmount = new(
        "it has {came} euro cents and was told {told}",
        "riporta {came} centesimi di euro e ne sono stati comunicati {told}"
    );

    public static readonly Wording NoNotice = new("it names no notice and no amount", "non indica né l'avviso né l'importo");

    public static readonly Wording NotAccepted = new("it is no JSON object", "non è un oggetto JSON");
}
