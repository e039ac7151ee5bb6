namespace PagoDigitale.Api.Features.Accertamenti;

internal static class AccertamentoInUse
{
    public const string Code = "accertamento-in-use";
}
