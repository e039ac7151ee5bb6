namespace PagoDigitale.Core.Remittance;

public static class RemittanceParser
{
    public static RemittanceReference Parse(string text) => RemittanceReference.None;

    public static string? FindKnownFlow(string text, IReadOnlySet<string> knownFlowIds) => null;

    public static bool IsPagoPa(string text) => false;
}
