namespace PagoDigitale.Core.Identifiers;

/// <summary>Check digit of VAT numbers and of entities' fiscal codes (ministerial decree 23 December 1976).</summary>
public static class VatCheck
{
    internal static string? Problem(ReadOnlySpan<char> digits)
    {
        if (digits.ContainsAnyExceptInRange('0', '9'))
            return "An 11 character fiscal code holds digits only: check for letters typed in place of digits.";
        if (!digits.ContainsAnyExcept('0'))
            return "A fiscal code of zeros alone belongs to nobody: give the real one, or ANONIMO.";
        return CheckDigit(digits[..10]) == digits[10]
            ? null
            : $"The check digit of the 11 digit fiscal code is wrong ({digits[10]} in place of {CheckDigit(digits[..10])}): a "
                + "digit was mistyped or two were exchanged.";
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
