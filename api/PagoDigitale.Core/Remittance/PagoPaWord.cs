namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Finds "pagoPA" written as a word, also in two ("PAGO PA", "pago-PA"). What only begins or ends so ("PAGOPARTE", "RIPAGO PA") is
/// another word, and so is what a blank divides elsewhere ("PAG OPA").
/// </summary>
internal static class PagoPaWord
{
    private const string First = "PAGO";
    private const string Second = "PA";

    public static bool IsIn(RemittanceText text)
    {
        for (var index = 0; (index = text.IndexOf(First, index)) >= 0; index++)
        {
            var second = index + First.Length;
            if (text[second] is '-' or '_' or '.')
                second++;
            var end = second + Second.Length;
            if (
                text.IsAt(Second, second)
                && !text.HasSpaceWithin(index, index + First.Length)
                && !text.HasSpaceWithin(second, end)
                && IsEdge(text, index - 1, index)
                && IsEdge(text, end, end)
            )
                return true;
        }
        return false;
    }

    /// <summary>No letter goes on there without a blank. Digits may: banks join numbers to words.</summary>
    private static bool IsEdge(RemittanceText text, int neighbour, int border) =>
        !char.IsLetter(text[neighbour]) || text.IsAfterSpace(border);
}
