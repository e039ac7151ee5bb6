namespace PagoDigitale.Core.Identifiers;

/// <summary>The two triples of letters with which a person's fiscal code begins.</summary>
internal static class PersonNameLetters
{
    public static string OfSurname(string surname)
    {
        var (consonants, vowels) = Split(surname);
        return (consonants + vowels + "XXX")[..3];
    }

    public static string OfName(string name)
    {
        var (consonants, vowels) = Split(name);
        // With four consonants or more the second one is skipped.
        return consonants.Length > 3 ? $"{consonants[0]}{consonants[2]}{consonants[3]}" : (consonants + vowels + "XXX")[..3];
    }

    private static (string Consonants, string Vowels) Split(string text)
    {
        var letters = string.Concat(text.Select(Fold));
        return (string.Concat(letters.Where(c => !IsVowel(c))), string.Concat(letters.Where(IsVowel)));
    }

    private static bool IsVowel(char letter) => letter is 'A' or 'E' or 'I' or 'O' or 'U';

    // A table, because Unicode decomposition is not available under invariant globalization.
    private static string Fold(char character) =>
        char.ToUpperInvariant(character) switch
        {
            >= 'A' and <= 'Z' and var letter => letter.ToString(),
            'À' or 'Á' or 'Â' or 'Ã' or 'Ä' or 'Å' => "A",
            'È' or 'É' or 'Ê' or 'Ë' => "E",
            'Ì' or 'Í' or 'Î' or 'Ï' => "I",
            'Ò' or 'Ó' or 'Ô' or 'Õ' or 'Ö' or 'Ø' => "O",
            'Ù' or 'Ú' or 'Û' or 'Ü' => "U",
            'Ç' or 'Č' or 'Ć' => "C",
            'Ñ' => "N",
            'Š' => "S",
            'Ž' => "Z",
            'ß' => "SS",
            _ => "",
        };
}
