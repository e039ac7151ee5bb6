using System.Text.RegularExpressions;

namespace PagoDigitale.Core.Money;

/// <summary>
/// Whether a file writes decimals after a point. Where it does, 12.345 is twelve thousand euros to an Italian and twelve and a
/// bit to whoever wrote 1234.56 above it: guessing wrong is wrong by a thousand times.
/// </summary>
public static partial class DecimalPoint
{
    public static bool IsUsed(string? amount) => amount is not null && OneOrTwoDecimals().IsMatch(amount);

    public static bool IsAmbiguous(string? amount) => amount is not null && ThreeDigits().IsMatch(amount);

    /// <summary>Decimals after a comma, or more than one point: here a point separates thousands.</summary>
    public static bool IsForThousands(string? amount) =>
        amount is not null
        && (amount.Contains(',', StringComparison.Ordinal) || amount.IndexOf('.', StringComparison.Ordinal) != amount.LastIndexOf('.'));

    [GeneratedRegex(@"^[^.,]*[0-9]\.[0-9]{1,2}[^.,0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex OneOrTwoDecimals();

    [GeneratedRegex(@"^[^.,]*[0-9]\.[0-9]{3}[^.,0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ThreeDigits();
}
