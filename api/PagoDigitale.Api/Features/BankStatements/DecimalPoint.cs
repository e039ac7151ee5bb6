using System.Text.RegularExpressions;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// Whether a file writes decimals after a point. Where it does, 12.345 is twelve thousand euros to an Italian and twelve and a
/// bit to whoever wrote 1234.56 above it: guessing wrong is wrong by a thousand times.
/// </summary>
internal static partial class DecimalPoint
{
    public static bool IsUsed(string? amount) => amount is not null && OneOrTwoDecimals().IsMatch(amount);

    public static bool IsAmbiguous(string? amount) => amount is not null && ThreeDigits().IsMatch(amount);

    [GeneratedRegex(@"^[^.,]*[0-9]\.[0-9]{1,2}[^.,0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex OneOrTwoDecimals();

    [GeneratedRegex(@"^[^.,]*[0-9]\.[0-9]{3}[^.,0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ThreeDigits();
}
