using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Of statements as a whole: their parameters, their files and their withdrawal.</summary>
internal static class BankStatementsTexts
{
    public static readonly Wording FileIsWrong = new("The file {problem}.", "Il file {problem}.");

    public static readonly Wording NotFound = new("Bank statement not found", "Estratto conto non trovato");

    public static readonly Wording NoSuch = new(
        "There is no bank statement '{statement}' in this organization.",
        "Questo ente non ha alcun estratto conto '{statement}'."
    );

    public static readonly Wording SignAndDebit = new("is not given together with debitColumn", "non va indicato insieme a debitColumn");

    public static readonly Wording GiveSignOrDebit = new(
        "Money out has a column of its own or a sign: give the one that the file has.",
        "Le uscite hanno una colonna propria oppure un segno: indicare quello presente nel file."
    );

    public static readonly Wording NoSeparator = new("is not a separator of columns", "non è un separatore di colonne");

    public static readonly Wording GiveSeparator = new(
        "Use one character, for example ; or leave it out to have it recognised.",
        "Usare un solo carattere, ad esempio ; oppure ometterlo perché sia riconosciuto."
    );

    public static readonly Wording UnknownEncoding = new("is not an encoding we read", "non è una codifica tra quelle che vengono lette");

    public static readonly Wording GiveEncoding = new(
        "Use one of {encodings}, or leave it out to have it recognised.",
        "Usare una tra {encodings}, oppure ometterla perché sia riconosciuta."
    );

    public static readonly Wording NoItalianIban = new("is not an Italian IBAN", "non è un IBAN italiano");

    public static readonly Wording GiveIban = new(
        "Use the 27 characters of the IBAN without spaces.",
        "Usare i 27 caratteri dell'IBAN senza spazi."
    );

    public static readonly Wording IsWorkbook = new(
        "is a workbook (.xlsx) or another packed file, and statements are read as CSV",
        "è una cartella di lavoro (.xlsx) o un altro file compresso, mentre gli estratti conto si leggono in CSV"
    );

    public static readonly Wording IsOldWorkbook = new(
        "is an old Excel workbook (.xls) or a protected one, and statements are read as CSV",
        "è una cartella di lavoro Excel di vecchio formato (.xls) o protetta, mentre gli estratti conto si leggono in CSV"
    );

    public static readonly Wording IsPdf = new(
        "is a PDF, and statements are read as CSV",
        "è un PDF, mentre gli estratti conto si leggono in CSV"
    );

    public static readonly Wording SaveAsCsv = new(
        "Open it in a spreadsheet and save the sheet as CSV, or ask the bank for a CSV export, and send that.",
        "Aprirlo in un foglio di calcolo e salvare il foglio in CSV, oppure chiedere alla banca un'esportazione CSV, e inviare quella."
    );

    public static readonly Wording IsMoneyOut = new(
        "is {column}, which the file calls a column of money out",
        "è {column}, che il file stesso chiama colonna delle uscite"
    );

    public static readonly Wording SendMoneyInAndOut = new(
        "Send amountColumn={moneyIn} and debitColumn={moneyOut}.",
        "Inviare amountColumn={moneyIn} e debitColumn={moneyOut}."
    );

    public static readonly Wording SendMoneyOut = new(
        "Send debitColumn={moneyOut} as well, if all of it went out.",
        "Inviare anche debitColumn={moneyOut}, se sono tutte uscite."
    );

    public static readonly Wording NothingRead = new("No movement could be read", "Nessun movimento leggibile");

    public static readonly Wording NoMovements = new(
        "has no line with a date in column {date} and an amount in column {amount}",
        "non ha righe con una data nella colonna {date} e un importo nella colonna {amount}"
    );

    public static readonly Wording CheckColumns = new(
        "Count the columns from 1, and check the separator and the first row when you give them.",
        "Contare le colonne a partire da 1 e, se indicati, controllare il separatore e la prima riga."
    );

    public static readonly Wording NoHeadings = new(
        "has no headings that say where date, amount and description are, or no movement below them",
        "non ha intestazioni che dicano dove sono data, importo e descrizione, oppure sotto non c'è alcun movimento"
    );

    public static readonly Wording SendColumns = new(
        "Send dateColumn, amountColumn and descriptionColumn, counting from 1.",
        "Inviare dateColumn, amountColumn e descriptionColumn, contando a partire da 1."
    );

    public static readonly Wording OnLine = new("line {line}: {message}", "riga {line}: {message}");

    public static readonly Wording MovementsRegularised = new(
        "Movements of the statement are regularised",
        "Movimenti dell'estratto conto già regolarizzati"
    );

    public static readonly Wording BookedForGood = new(
        "Reversale {reversali} has booked what they brought, or has the provisional entry this statement gave, and cannot be annulled "
            + "any more: the treasurer has executed it, or its year is over. The statement stays; what is booked wrongly is corrected in "
            + "accounting, and its other movements are put right one by one (unmatchMovement, ignoreMovement).",
        "La reversale {reversali} ha contabilizzato quanto hanno portato, oppure ha il provvisorio indicato da questo estratto conto, "
            + "e non è più annullabile: il tesoriere l'ha eseguita, oppure il suo esercizio è chiuso. L'estratto conto resta; quanto è "
            + "contabilizzato in modo errato si rettifica in contabilità, gli altri movimenti si correggono uno per uno "
            + "(unmatchMovement, ignoreMovement)."
    );

    public static readonly Wording MovementsBooked = new(
        "Reversale {reversali} has booked what they brought, or has the provisional entry this statement gave. "
            + "Annul it (annulReversale), then repeat the call.",
        "La reversale {reversali} ha contabilizzato quanto hanno portato, oppure ha il provvisorio indicato da questo estratto conto. "
            + "Annullarla (annulReversale), poi ripetere la chiamata."
    );

    public static readonly Wording MovementsDecided = new(
        "A person matched movements of the statement",
        "Movimenti dell'estratto conto abbinati da una persona"
    );

    public static readonly Wording TakeOutFirst = new(
        "{movements}: take it out with unmatchMovement first, then repeat the call.",
        "{movements}: toglierlo prima con unmatchMovement, poi ripetere la chiamata."
    );

    public static readonly Wording Repeated = new(
        "A later statement repeats lines of this one",
        "Un estratto conto successivo ripete righe di questo"
    );

    public static readonly Wording WithdrawLaterFirst = new(
        "{statements} was loaded afterwards and its lines that were here already are nowhere else: "
            + "withdraw it first, and load it again after this one.",
        "{statements} è stato caricato dopo e le sue righe già presenti qui non sono altrove: "
            + "ritirarlo prima e caricarlo di nuovo dopo questo."
    );
}
