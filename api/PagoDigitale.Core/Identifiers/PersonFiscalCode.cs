using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>Rules of the 16 character code (ministerial decree 23 December 1976).</summary>
internal static class PersonFiscalCode
{
    private const string Months = "ABCDEHLMPRST";

    // On homonymy the Revenue Agency replaces digits, from the right, with these letters (0 is L, 9 is V).
    private const string OmocodiaLetters = "LMNPQRSTUV";

    // L letter, N digit or omocodia letter, M month, B letter of the place.
    private const string Shape = "LLLLLLNNMNNBNNNL";

    private static readonly int[] _daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static Message? Problem(ReadOnlySpan<char> code)
    {
        for (var i = 0; i < Shape.Length; i++)
        {
            var fits = Shape[i] switch
            {
                'N' => Digit(code[i]) >= 0,
                'M' => Months.Contains(code[i], StringComparison.Ordinal),
                // Italian municipalities run from A to M; Z is for places of birth abroad.
                'B' => code[i] is >= 'A' and <= 'M' or 'Z',
                _ => char.IsAsciiLetterUpper(code[i]),
            };
            if (!fits)
                return FiscalCodeTexts.Shape.With(i + 1, code[i], Expected(Shape[i]));
        }
        var day = Digit(code[9]) * 10 + Digit(code[10]);
        if (day > 40)
            day -= 40;
        if (day < 1 || day > _daysInMonth[Months.IndexOf(code[8], StringComparison.Ordinal)])
            return FiscalCodeTexts.BirthDay;
        var expected = CheckCharacter(code[..15]);
        return expected == code[15] ? null : FiscalCodeTexts.CheckCharacter.With(code[15], expected);
    }

    public static char CheckCharacter(ReadOnlySpan<char> first15) => CheckLetter.Of(first15[..15]);

    public static string Build(string surname, string name, DateOnly birthDate, bool isFemale, string belfioreCode)
    {
        var day = birthDate.Day + (isFemale ? 40 : 0);
        var first15 = string.Create(
            null,
            $"{PersonNameLetters.OfSurname(surname)}{PersonNameLetters.OfName(name)}{birthDate.Year % 100:00}"
                + $"{Months[birthDate.Month - 1]}{day:00}{belfioreCode.ToUpperInvariant()}"
        );
        return first15.Length == 15
            ? first15 + CheckCharacter(first15)
            : throw new ArgumentException("A Belfiore code is a letter and three digits.", nameof(belfioreCode));
    }

    private static int Digit(char character) =>
        char.IsAsciiDigit(character) ? character - '0' : OmocodiaLetters.IndexOf(character, StringComparison.Ordinal);

    private static Wording Expected(char kind) =>
        kind switch
        {
            'N' => FiscalCodeTexts.Digit,
            'M' => FiscalCodeTexts.MonthLetter,
            'B' => FiscalCodeTexts.PlaceLetter,
            _ => FiscalCodeTexts.Letter,
        };
}
