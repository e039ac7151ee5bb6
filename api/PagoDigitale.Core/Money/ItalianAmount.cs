using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Money;

/// <summary>
/// Reads amounts as people and spreadsheets write them. The comma is always the decimal sign; a dot groups thousands,
/// unless one or two digits follow the only one. Whatever could be read in two ways is refused.
/// </summary>
internal static class ItalianAmount
{
    private const int LengthMax = 40;

    public static bool TryParse(string? text, out long cents, out Message? problem)
    {
        cents = 0;
        Span<char> kept = stackalloc char[LengthMax];
        problem = Strip(text, kept, out var length, out var isNegative);
        if (problem is not null)
            return false;
        ReadOnlySpan<char> body = kept[..length];
        var comma = body.IndexOf(',');
        var decimalSign = comma >= 0 ? comma : DecimalDot(body);
        var whole = decimalSign >= 0 ? body[..decimalSign] : body;
        var decimals = decimalSign >= 0 ? body[(decimalSign + 1)..] : [];
        if (decimalSign >= 0 && (decimals.Length == 0 || decimals.ContainsAnyExceptInRange('0', '9')))
            return Refuse(ItalianAmountTexts.Decimals, out problem);
        if (decimals.Length > 2)
            return Refuse(ItalianAmountTexts.TwoDecimals, out problem);
        if (!TryWhole(whole, isEmptyAllowed: decimals.Length > 0, out var euros))
            return Refuse(ItalianAmountTexts.Thousands, out problem);
        var fraction = decimals.Length switch
        {
            0 => 0,
            1 => (decimals[0] - '0') * 10,
            _ => (decimals[0] - '0') * 10 + decimals[1] - '0',
        };
        if (euros > EuroCents.Max / 100)
            return Refuse(ItalianAmountTexts.TooMuch, out problem);
        cents = (euros * 100 + fraction) * (isNegative ? -1 : 1);
        return true;
    }

    private static bool Refuse(Wording reason, out Message? problem)
    {
        problem = reason;
        return false;
    }

    private static Message? Strip(string? text, Span<char> kept, out int length, out bool isNegative)
    {
        length = 0;
        isNegative = false;
        var rest = WithoutCurrency(text.AsSpan().Trim());
        if (rest.Length > 0 && rest[0] is '-' or '+' or '\u2212')
        {
            isNegative = rest[0] != '+';
            rest = WithoutCurrency(rest[1..].Trim());
        }
        // Accounting programs write the sign of money out at the end.
        else if (rest.Length > 1 && rest[^1] is '-' or '+' or '\u2212')
        {
            isNegative = rest[^1] != '+';
            rest = WithoutCurrency(rest[..^1].Trim());
        }
        if (rest.Length is 0 or > LengthMax)
            return ItalianAmountTexts.Missing;
        foreach (var character in rest)
        {
            if (char.IsWhiteSpace(character))
                continue;
            if (!char.IsAsciiDigit(character) && character is not ('.' or ','))
                return ItalianAmountTexts.Sign.With(character);
            kept[length++] = character;
        }
        return null;
    }

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        foreach (var currency in (ReadOnlySpan<string>)["€", "EURO", "EUR"])
        {
            if (text.StartsWith(currency, StringComparison.OrdinalIgnoreCase))
                return text[currency.Length..].Trim();
            if (text.EndsWith(currency, StringComparison.OrdinalIgnoreCase))
                return text[..^currency.Length].Trim();
        }
        return text;
    }

    private static int DecimalDot(ReadOnlySpan<char> body)
    {
        var dot = body.IndexOf('.');
        return dot >= 0 && dot == body.LastIndexOf('.') && body.Length - dot - 1 is 1 or 2 ? dot : -1;
    }

    private static bool TryWhole(ReadOnlySpan<char> whole, bool isEmptyAllowed, out long euros)
    {
        euros = 0;
        if (whole.IsEmpty)
            return isEmptyAllowed;
        var firstDot = whole.IndexOf('.');
        // "0.123" is a decimal to some and a slip to others.
        if (firstDot is 0 or > 3 || (firstDot > 0 && whole[0] == '0'))
            return false;
        var sinceDot = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            if (whole[i] == '.')
            {
                if (i != firstDot && sinceDot != 3)
                    return false;
                sinceDot = 0;
                continue;
            }
            if (!char.IsAsciiDigit(whole[i]))
                return false;
            sinceDot++;
            euros = Math.Min(euros * 10 + (whole[i] - '0'), EuroCents.Max);
        }
        return firstDot < 0 || sinceDot == 3;
    }
}
