namespace PagoDigitale.Core.Identifiers;

/// <summary>ISO 7064 mod 97-10 over letters and digits, letters worth A = 10 to Z = 35.</summary>
internal static class Mod97
{
    /// <summary>Remainder after moving the first four characters to the end, as IBAN and ISO 11649 verify.</summary>
    public static int OfRotated(ReadOnlySpan<char> text) => Continue(Continue(0, text[4..]), text[..4]);

    public static int Continue(int remainder, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            remainder = char.IsAsciiDigit(character)
                ? (remainder * 10 + (character - '0')) % 97
                : (remainder * 100 + (char.ToUpperInvariant(character) - 'A' + 10)) % 97;
        }
        return remainder;
    }
}
