using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>What is wrong with an identifier of Italian public payments.</summary>
public static class IdentifierTexts
{
    public static readonly Wording IbanSigns = new(
        "An IBAN holds at most 34 letters and digits: remove other signs.",
        "Un IBAN contiene al massimo 34 lettere e cifre: togliere gli altri segni."
    );

    public static readonly Wording IbanMissing = new("The IBAN is missing.", "Manca l'IBAN.");

    public static readonly Wording IbanLength = new(
        "An Italian IBAN has 27 characters, this one has {count}.",
        "Un IBAN italiano ha 27 caratteri, questo ne ha {count}."
    );

    public static readonly Wording IbanTooShort = new(
        "The IBAN is too short: copy it whole from the bank's papers.",
        "L'IBAN è troppo corto: copiarlo per intero dai documenti della banca."
    );

    public static readonly Wording IbanBegin = new(
        "An IBAN starts with two letters for the country and two check digits.",
        "Un IBAN inizia con due lettere per il paese e due cifre di controllo."
    );

    public static readonly Wording IbanLayout = new(
        "An Italian IBAN holds one letter (CIN) and then ten digits (ABI and CAB) after the check digits.",
        "Un IBAN italiano contiene, dopo le cifre di controllo, una lettera (CIN) e poi dieci cifre (ABI e CAB)."
    );

    public static readonly Wording IbanCheckDigits = new(
        "The check digits of the IBAN do not hold: a character was mistyped.",
        "Le cifre di controllo dell'IBAN non sono corrette: un carattere è stato digitato male."
    );

    public static readonly Wording OrganizationCode = new(
        "The fiscal code of an organization is exactly 11 digits, with its leading zeros: spreadsheets often drop them.",
        "Il codice fiscale di un ente è di esattamente 11 cifre, con gli zeri iniziali: i fogli di calcolo spesso li tolgono."
    );

    public static readonly Wording NoticeNumber = new(
        "A notice number is 18 digits, with its leading zeros: copy the \"codice avviso\" from the notice.",
        "Un numero di avviso è di 18 cifre, con gli zeri iniziali: copiare il \"codice avviso\" dall'avviso."
    );

    public static readonly Wording Iuv = new(
        "An IUV holds 1 to 35 letters or digits: 15 or 17 digits when it comes from a notice.",
        "Uno IUV contiene da 1 a 35 lettere o cifre: 15 o 17 cifre quando proviene da un avviso."
    );

    public static readonly Wording TaxonomyCode = new(
        "A taxonomy code is seven digits and one of IM, TS, SP, SA, AP, written like 9/0102100SA/ (6/, 7/ or 8/ in front "
            + "when no request to pay may be sent): look it up in the current taxonomy.",
        "Un codice tassonomico è formato da sette cifre e da una delle sigle IM, TS, SP, SA, AP, scritto come 9/0102100SA/ "
            + "(con 6/, 7/ o 8/ davanti quando non si può inviare la richiesta di pagamento): cercarlo nella tassonomia vigente."
    );
}
