using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// Why a line is no movement. Kept with the statement: none is renamed without mending what is stored.
/// </summary>
internal static class StatementLineTexts
{
    public static readonly Wording NoDate = new("The date is not a day like 31/12/2026.", "La data non è nel formato GG/MM/AAAA.");

    public static readonly Wording NoValueDate = new(
        "The value date is not a day like 31/12/2026.",
        "La data valuta non è nel formato GG/MM/AAAA."
    );

    public static readonly Wording UnlessTotal = new(
        "Correct it, or check the separator and that {parameter} is {column}. Nothing has to be done for a line that is no "
            + "movement, such as a total.",
        "Correggere il valore, oppure controllare il separatore e che {parameter} sia {column}. Nessuna azione per una riga che "
            + "non è un movimento, ad esempio un totale."
    );

    public static readonly Wording LineTooShort = new("The line ends before this column.", "La riga finisce prima di questa colonna.");

    public static readonly Wording CompleteLine = new(
        "Complete the line, or check the separator and that descriptionColumn is {column}.",
        "Completare la riga, oppure controllare il separatore e che descriptionColumn sia {column}."
    );

    public static readonly Wording ProvvisorioTooLong = new(
        "A provisional entry has at most {max} characters.",
        "Un provvisorio ha al massimo {max} caratteri."
    );

    public static readonly Wording CheckProvvisorioColumn = new(
        "Check that provvisorioColumn is {column}, or leave it out.",
        "Controllare che provvisorioColumn sia {column}, oppure ometterlo."
    );

    /// <summary>What is wrong with the day is a sentence without its subject.</summary>
    public static readonly Wording DateImplausible = new("The date {problem}.", "La data {problem}.");

    public static readonly Wording ValueDateImplausible = new("The value date {problem}.", "La data valuta {problem}.");

    public static readonly Wording MendTheFile = new(
        "Correct the day and upload the file again: the lines that are already there are not added twice.",
        "Correggere la data e caricare di nuovo il file: le righe già presenti non vengono aggiunte due volte."
    );

    public static readonly Wording DescriptionTooLong = new(
        "A description has at most {max} characters.",
        "Una descrizione ha al massimo {max} caratteri."
    );

    public static readonly Wording CloseQuotes = new(
        "Look for a quotation mark that is not closed: it takes in the lines that follow.",
        "Cercare delle virgolette non chiuse: inglobano le righe che seguono."
    );

    public static readonly Wording AmbiguousPoint = new(
        "Other lines write their decimals after a point, so the dot of this amount may separate thousands or decimals.",
        "Altre righe hanno i decimali dopo il punto, perciò il punto di questo importo può separare le migliaia o i decimali."
    );

    public static readonly Wording WriteDecimals = new(
        "Write it with two decimals, like 1234.00, and upload the file again: the lines that are already there are not " + "added twice.",
        "Scriverlo con due decimali, ad esempio 1234.00, e caricare di nuovo il file: le righe già presenti non vengono "
            + "aggiunte due volte."
    );

    public static readonly Wording InAndOut = new("The line has money in and money out.", "La riga ha sia un'entrata sia un'uscita.");

    public static readonly Wording NoSign = new(
        "The sign is none of dare and avere, D and A, debit and credit, - and +.",
        "Il segno non è nessuno tra dare e avere, D e A, debit e credit, - e +."
    );

    public static readonly Wording TwoSigns = new(
        "The amount has a sign, and the column of the sign says another time which way it went.",
        "L'importo ha un segno e la colonna del segno ne indica un'altra volta il verso."
    );
}
