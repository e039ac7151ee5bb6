using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Validation;

/// <summary>Of identifiers in requests, and how to mend them.</summary>
internal static class IdentifierRuleTexts
{
    public static readonly Wording NoItalianIban = new("is not an Italian IBAN", "non è un IBAN italiano");

    public static readonly Wording CopyIban = new(
        "Copy the 27 characters from the bank's papers: IT, check digits, CIN, ABI, CAB, account. Accounts abroad, San Marino and the "
            + "Vatican included, are not taken.",
        "Copiare i 27 caratteri dai documenti della banca: IT, cifre di controllo, CIN, ABI, CAB, conto. I conti esteri, compresi San "
            + "Marino e il Vaticano, non sono accettati."
    );

    public static readonly Wording CheckLetter = new(
        "has the check letter (CIN) {found} where bank, branch and account ask for {expected}",
        "ha la lettera di controllo (CIN) {found} dove banca, filiale e conto richiedono {expected}"
    );

    public static readonly Wording NoIban = new("is not an IBAN", "non è un IBAN");

    public static readonly Wording CopyIbanAgain = new(
        "Copy the IBAN again from the bank's papers: a character was mistyped, or the number was made up.",
        "Copiare di nuovo l'IBAN dai documenti della banca: un carattere è stato digitato male, oppure il numero è inventato."
    );

    public static readonly Wording NoTaxonomyCode = new("is not a taxonomy code", "non è un codice tassonomico");

    public static readonly Wording WriteTaxonomyCode = new(
        "Write it like 9/0102100SA/ (or 6/, 7/, 8/ in front, where no request to pay may be sent): seven digits and one of IM, TS, SP, "
            + "SA, AP; see the current taxonomy of pagoPA.",
        "Scriverlo come 9/0102100SA/ (o con 6/, 7/, 8/ davanti, dove non si può inviare la richiesta di pagamento): sette cifre e una "
            + "delle sigle IM, TS, SP, SA, AP; vedere la tassonomia vigente di pagoPA."
    );

    public static readonly Wording NoNoticeNumber = new("is not a notice number", "non è un numero di avviso");

    public static readonly Wording CorrectFiscalCode = new(
        "Correct the code with the debtor's documents (spreadsheets often drop leading zeros), or use ANONIMO when the debtor is "
            + "unknown.",
        "Correggere il codice con i documenti del debitore (i fogli di calcolo spesso tolgono gli zeri iniziali), oppure usare ANONIMO "
            + "quando il debitore è sconosciuto."
    );

    public static readonly Wording NoCode = new("is not a code", "non è un codice");

    public static readonly Wording WriteCode = new(
        "Use 1 to 35 letters, digits, hyphens and underscores.",
        "Usare da 1 a 35 lettere, cifre, trattini e trattini bassi."
    );
}
