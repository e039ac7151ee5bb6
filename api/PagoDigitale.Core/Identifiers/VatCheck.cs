using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>Check digit of VAT numbers and of entities' fiscal codes (ministerial decree 23 December 1976).</summary>
public static class VatCheck
{
    internal static Message? Problem(ReadOnlySpan<char> digits)
    {
        if (digits.ContainsAnyExceptInRange('0', '9'))
            return FiscalCodeTexts.EntityDigits;
        if (!digits.ContainsAnyExcept('0'))
            return FiscalCodeTexts.Zeros;
        var expected = CheckDigit(digits[..10]);
        return expected == digits[10] ? null : FiscalCodeTexts.CheckDigit.With(digits[10], expected);
    }

    /// <summary>Check digit of the first ten digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> tenDigits)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            var digit = tenDigits[i] - '0';
            if (i % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
