namespace PagoDigitale.Api.Features.Accertamenti;

internal static class AccertamentoInUse
{
    public const string Code = "accertamento-in-use";
    public const string Message = "is named by allocations or reversali, which would show another chapter or article";
    public const string Remedy = "Send the chapter and article it has, or load the revenue under another number.";
}
