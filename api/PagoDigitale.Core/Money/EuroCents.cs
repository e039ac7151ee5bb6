using System.Globalization;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Money;

/// <summary>Amounts are integer euro cents everywhere; this is where they are read from text and written to it.</summary>
public static class EuroCents
{
    /// <summary>999.999.999,99: stAmount of the node and the notice both stop there.</summary>
    public const long Max = 99_999_999_999;

    /// <summary>The node's form: digits, a dot, two digits.</summary>
    public static bool TryParseWire(string? text, out long cents) => TryParseWire(text.AsSpan(), false, out cents);

    /// <summary>
    /// The node's form with an optional minus sign: old flussi di rendicontazione write revoked payments as negative amounts.
    /// </summary>
    public static bool TryParseSignedWire(string? text, out long cents) => TryParseWire(text.AsSpan(), true, out cents);

    public static string ToWire(long cents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cents);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cents, Max);
        return string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");
    }

    /// <summary>1.234,56</summary>
    public static string ToItalian(long cents)
    {
        var sign = cents < 0 ? "-" : "";
        var magnitude = cents < 0 ? 0UL - (ulong)cents : (ulong)cents;
        var euros = (magnitude / 100).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{euros},{magnitude % 100:00}");
    }

    public static bool TryParseItalian(string? text, out long cents) => ItalianAmount.TryParse(text, out cents, out _);

    public static bool TryParseItalian(string? text, out long cents, out Message? problem) =>
        ItalianAmount.TryParse(text, out cents, out problem);

    /// <summary>Overflows loudly: a sum that wraps around would close by mistake.</summary>
    public static long Sum(IEnumerable<long> amounts)
    {
        long total = 0;
        foreach (var amount in amounts)
            total = checked(total + amount);
        return total;
    }

    public static long Sum<T>(IEnumerable<T> items, Func<T, long> amountCents)
    {
        long total = 0;
        foreach (var item in items)
            total = checked(total + amountCents(item));
        return total;
    }

    private static bool TryParseWire(ReadOnlySpan<char> text, bool isSigned, out long cents)
    {
        cents = 0;
        var isNegative = isSigned && text.StartsWith("-");
        if (isNegative)
            text = text[1..];
        // Leading zeros are legal, an endless row of them is not worth reading.
        if (text.Length is < 4 or > 32 || text[^3] != '.')
            return false;
        long value = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == text.Length - 3)
                continue;
            if (!char.IsAsciiDigit(text[i]))
                return false;
            value = value * 10 + (text[i] - '0');
            if (value > Max)
                return false;
        }
        cents = isNegative ? -value : value;
        return true;
    }
}
