using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>What is wrong with the fiscal code of a debtor.</summary>
public static class FiscalCodeTexts
{
    public static readonly Wording Missing = new(
        "The fiscal code is missing: give 16 characters for a person, or 11 digits for an entity.",
        "Manca il codice fiscale: indicare 16 caratteri per una persona fisica, oppure 11 cifre per una persona giuridica."
    );

    public static readonly Wording Length = new(
        "A fiscal code has 16 characters (person) or 11 digits (entity), this one has {count}.",
        "Un codice fiscale ha 16 caratteri (persona fisica) o 11 cifre (persona giuridica), questo ne ha {count}."
    );

    public static readonly Wording EntityDigits = new(
        "An 11 character fiscal code holds digits only: check for letters typed in place of digits.",
        "Un codice fiscale di 11 caratteri contiene solo cifre: controllare se sono state digitate lettere al posto di cifre."
    );

    public static readonly Wording Zeros = new(
        "A fiscal code of zeros alone belongs to nobody: give the real one.",
        "Un codice fiscale di soli zeri non appartiene a nessuno: indicare quello vero."
    );

    public static readonly Wording CheckDigit = new(
        "The check digit of the 11 digit fiscal code is wrong ({found} in place of {expected}): a digit was mistyped or two were "
            + "exchanged.",
        "La cifra di controllo del codice fiscale di 11 cifre è errata ({found} al posto di {expected}): una cifra è stata digitata "
            + "male, oppure due sono state scambiate."
    );

    public static readonly Wording BirthDay = new(
        "The day of birth inside the fiscal code does not exist in that month: check characters 9 to 11.",
        "Il giorno di nascita nel codice fiscale non esiste in quel mese: controllare i caratteri da 9 a 11."
    );

    public static readonly Wording CheckCharacter = new(
        "The check character of the fiscal code is wrong ({found} in place of {expected}): a character was mistyped.",
        "Il carattere di controllo del codice fiscale è errato ({found} al posto di {expected}): un carattere è stato digitato male."
    );

    public static readonly Wording Shape = new(
        "Character {place} of the fiscal code is '{found}', but {expected} is expected there: check what was typed.",
        "Il carattere {place} del codice fiscale è '{found}', ma in quella posizione è prevista {expected}: controllare quanto digitato."
    );

    public static readonly Wording Digit = new(
        "a digit (or an omocodia letter L M N P Q R S T U V)",
        "una cifra (o una lettera di omocodia L M N P Q R S T U V)"
    );

    public static readonly Wording MonthLetter = new(
        "a month letter (one of ABCDEHLMPRST)",
        "la lettera di un mese (una tra ABCDEHLMPRST)"
    );

    public static readonly Wording PlaceLetter = new(
        "the first letter of a place (A to M, or Z for abroad)",
        "la prima lettera di un luogo (da A a M, oppure Z per l'estero)"
    );

    public static readonly Wording Letter = new("a letter", "una lettera");
}
