namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// The check letter that the fiscal code of a person (ministerial decree 23 December 1976) and the Italian account number (CIN
/// of the BBAN) have in common: characters in odd places count by a table, those in even places by their rank, modulo 26.
/// </summary>
internal static class CheckLetter
{
    private static ReadOnlySpan<byte> OddValues =>
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <param name="text">Digits and capital letters; a digit counts as the letter of its rank.</param>
    public static char Of(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var rank = char.IsAsciiDigit(text[i]) ? text[i] - '0' : text[i] - 'A';
            sum += i % 2 == 0 ? OddValues[rank] : rank;
        }
        return (char)('A' + sum % 26);
    }
}
