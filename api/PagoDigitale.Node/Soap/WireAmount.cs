using System.Globalization;

namespace PagoDigitale.Node.Soap;

/// <summary>Amounts on the wire are "1234.56" (stAmount: dot, exactly two decimals); in the product, whole cents.</summary>
public static class WireAmount
{
    /// <summary>999999999.99, the maximum of stAmount.</summary>
    public const long CentsMax = 99_999_999_999;

    public static bool TryParse(ReadOnlySpan<char> text, out long cents) => TryParse(text, CentsMax, out cents);

    public static string Format(long cents) =>
        string.Create(CultureInfo.InvariantCulture, $"{(cents < 0 ? "-" : "")}{Math.Abs(cents / 100)}.{Math.Abs(cents % 100):00}");

    internal static bool TryParse(ReadOnlySpan<char> text, long centsMax, out long cents)
    {
        cents = 0;
        var dot = text.Length - 3;
        if (dot < 1 || text[dot] != '.')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == dot)
                continue;
            if (!char.IsAsciiDigit(text[i]) || cents > centsMax)
                return false;
            cents = cents * 10 + (text[i] - '0');
        }

        return cents <= centsMax;
    }
}
