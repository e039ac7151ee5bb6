using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>Why a file cannot be read, and what whoever sent it may not know of it.</summary>
internal static class FlowFileTexts
{
    public static readonly Wording Empty = new("The file is empty: 0 bytes.", "Il file è vuoto: 0 byte.");

    public static readonly Wording ExportAgain = new(
        "Export it again and check that it opens before sending it.",
        "Esportarlo di nuovo e controllare che si apra prima di inviarlo."
    );

    public static readonly Wording OldWorkbook = new(
        "The file is an old Excel workbook (.xls) or a protected one.",
        "Il file è una vecchia cartella di lavoro Excel (.xls) oppure è protetto."
    );

    public static readonly Wording SaveOpen = new(
        "Save it as .xlsx without a password, or as CSV.",
        "Salvarlo come .xlsx senza password, oppure come CSV."
    );

    public static readonly Wording TooManyRows = new("The file has more than {max} rows.", "Il file ha più di {max} righe.");
    public static readonly Wording Split = new("Split it over several files.", "Suddividerlo in più file.");

    public static readonly Wording NoRows = new("The file has no rows under the header.", "Il file non ha righe sotto l'intestazione.");
    public static readonly Wording ExportRows = new("Export it again with the rows.", "Esportarlo di nuovo con le righe.");

    public static readonly Wording LongCell = new(
        "Row {row} has a cell longer than {max} characters.",
        "La riga {row} ha una cella più lunga di {max} caratteri."
    );

    public static readonly Wording ShortenCell = new(
        "Shorten it, or close the quote before it, and upload the file again.",
        "Abbreviarla, oppure chiudere le virgolette che la precedono, e caricare di nuovo il file."
    );

    public static readonly Wording OpenQuote = new(
        "Row {row} (line {line} of the file) has a quote that is opened and not closed before the next one, or more than {max} bytes.",
        "La riga {row} (linea {line} del file) ha virgolette aperte e non chiuse prima delle successive, oppure più di {max} byte."
    );

    public static readonly Wording CloseQuote = new(
        "Close the quote, or double the quotes inside cells, remove the separators after the last column, and upload the file again.",
        "Chiudere le virgolette, oppure raddoppiare quelle dentro le celle, togliere i separatori dopo l'ultima colonna, e caricare "
            + "di nuovo il file."
    );

    public static readonly Wording ZeroBytes = new(
        "The file holds zero bytes: it is not text.",
        "Il file contiene byte di valore zero: non è un testo."
    );

    public static readonly Wording SaveAsText = new(
        "Save the file as CSV UTF-8 or as .xlsx; or upload it with the parameter encoding ({encodings}).",
        "Salvare il file come CSV UTF-8 o come .xlsx; oppure caricarlo con il parametro encoding ({encodings})."
    );

    public static readonly Wording NoHeader = new("The first row of the file is empty.", "La prima riga del file è vuota.");

    public static readonly Wording NameColumns = new(
        "Put the names of the columns in the first row, as in the template.",
        "Mettere nella prima riga i nomi delle colonne, come nel modello."
    );

    public static readonly Wording UnknownColumn = new(
        "'{name}' (column {column}) is not a column of the layout.",
        "'{name}' (colonna {column}) non è una colonna del tracciato."
    );

    public static readonly Wording CorrectColumn = new(
        "Correct the name or remove the column. The columns are: {columns}.",
        "Correggere il nome oppure togliere la colonna. Le colonne sono: {columns}."
    );

    public static readonly Wording ColumnTwice = new(
        "The column '{column}' is there twice.",
        "La colonna '{column}' è presente due volte."
    );
    public static readonly Wording KeepOne = new("Keep one of the two.", "Tenere una delle due.");

    public static readonly Wording ColumnMissing = new("The file lacks the column {column}.", "Nel file manca la colonna {column}.");
    public static readonly Wording ColumnsMissing = new("The file lacks the columns {columns}.", "Nel file mancano le colonne {columns}.");

    public static readonly Wording AddColumns = new(
        "Add what is missing; the template shows every column.",
        "Aggiungere ciò che manca; il modello mostra tutte le colonne."
    );

    public static readonly Wording AllSheetsHidden = new(
        "Every sheet of the workbook is hidden.",
        "Tutti i fogli della cartella di lavoro sono nascosti."
    );

    public static readonly Wording ShowSheet = new(
        "Show the sheet that holds the rows, and upload the file again.",
        "Mostrare il foglio che contiene le righe e caricare di nuovo il file."
    );

    public static readonly Wording Unreadable = new(
        "The file looks like an Excel workbook and cannot be read as one: it is damaged, protected or something else.",
        "Il file sembra una cartella di lavoro Excel e non è leggibile come tale: è danneggiato, protetto o di altro tipo."
    );

    public static readonly Wording SaveWorkbook = new(
        "Open it, save it again as .xlsx without a password, and upload that.",
        "Aprirlo, salvarlo di nuovo come .xlsx senza password e caricare quello."
    );

    public static readonly Wording TooWide = new(
        "The sheet is wider than the {max} columns that are read: {why}.",
        "Il foglio ha più delle {max} colonne che vengono lette: {why}."
    );

    public static readonly Wording ValueFarRight = new(
        "row {row} has a value in column {column}",
        "la riga {row} ha un valore nella colonna {column}"
    );

    public static readonly Wording CellFarRight = new(
        "a cell stands in column {column}, and a workbook has {max}",
        "una cella è nella colonna {column}, e una cartella di lavoro ne ha {max}"
    );

    public static readonly Wording RemoveRight = new(
        "Remove what stands to the right of the table, and upload the file again.",
        "Togliere ciò che sta a destra della tabella e caricare di nuovo il file."
    );

    public static readonly Wording NotOpened = new(
        "The workbook was not opened: {why}.",
        "La cartella di lavoro non è stata aperta: {why}."
    );

    public static readonly Wording ManyEntries = new("it has too many entries", "ha troppi elementi");

    public static readonly Wording LargeArea = new(
        "its used area has {columns} columns and {rows} rows",
        "l'area usata ha {columns} colonne e {rows} righe"
    );

    public static readonly Wording LongText = new(
        "one part holds a text of megabytes",
        "una sua parte contiene un testo di diversi megabyte"
    );

    public static readonly Wording UnpacksLarge = new(
        "it unpacks to more than a workbook may hold",
        "decompressa supera quanto una cartella di lavoro può contenere"
    );

    public static readonly Wording UnpacksManifold = new(
        "one part unpacks to hundreds of times its size",
        "una sua parte, decompressa, è centinaia di volte più grande"
    );

    public static readonly Wording ManyCells = new("a row has more than {max} cells", "una riga ha più di {max} celle");
    public static readonly Wording ManyColumns = new("it describes more than {max} columns", "descrive più di {max} colonne");
    public static readonly Wording ManyMerged = new("it has more than {max} merged areas", "ha più di {max} aree unite");

    public static readonly Wording Lighten = new(
        "Remove unused sheets and formats, split the rows over several files, or send CSV.",
        "Togliere fogli e formati inutilizzati, suddividere le righe in più file, oppure inviare un CSV."
    );

    /// <summary>In the place of the names of a sentence.</summary>
    public static readonly Wording AndMoreSheets = new("{names} and {count} more", "{names} e altri {count}");

    public static readonly Wording HiddenSheet = new(
        "The sheet {name} is hidden and was not read: only the first visible one is, '{read}'.",
        "Il foglio {name} è nascosto e non è stato letto: si legge solo il primo visibile, '{read}'."
    );

    public static readonly Wording HiddenSheets = new(
        "The sheets {names} are hidden and were not read: only the first visible one is, '{read}'.",
        "I fogli {names} sono nascosti e non sono stati letti: si legge solo il primo visibile, '{read}'."
    );

    public static readonly Wording ShowRightSheet = new(
        "Nothing to do if no rows there are owed; else show the right sheet, put it first, and upload the file again.",
        "Nessuna azione se le sue righe non sono dovute; altrimenti mostrare il foglio corretto, metterlo per primo e caricare di "
            + "nuovo il file."
    );

    public static readonly Wording UnreadSheet = new(
        "The sheet {name} was not read: only the first visible one is, '{read}'.",
        "Il foglio {name} non è stato letto: si legge solo il primo visibile, '{read}'."
    );

    public static readonly Wording UnreadSheets = new(
        "The sheets {names} were not read: only the first visible one is, '{read}'.",
        "I fogli {names} non sono stati letti: si legge solo il primo visibile, '{read}'."
    );

    public static readonly Wording SendSheetAlone = new(
        "Nothing to do if no rows there are owed; else send them as a file of their own, or put them on the first sheet.",
        "Nessuna azione se le sue righe non sono dovute; altrimenti inviarle in un file a parte, oppure metterle nel primo foglio."
    );

    public static readonly Wording HiddenColumns = new(
        "Hidden columns were read: {columns}.",
        "Sono state lette colonne nascoste: {columns}."
    );

    public static readonly Wording ShowColumns = new(
        "Nothing to do if they hold what is owed; else show them, correct or delete them, and upload the file again.",
        "Nessuna azione se contengono ciò che è dovuto; altrimenti mostrarle, correggerle o eliminarle, e caricare di nuovo il file."
    );

    public static readonly Wording OtherEncodingRow = new(
        "1 row seems to be written in {encoding} and was read in another encoding.",
        "1 riga sembra scritta in {encoding} ed è stata letta con un'altra codifica."
    );

    public static readonly Wording OtherEncodingRows = new(
        "{count} rows seem to be written in {encoding} and were read in another encoding.",
        "{count} righe sembrano scritte in {encoding} e sono state lette con un'altra codifica."
    );

    public static readonly Wording LookAtProposals = new(
        "Look at the proposals of these rows (hasWarnings=true). If the whole file is in {encoding}, change the flow's encoding to "
            + "'{encoding}': it is read again. If only some rows are, correct the file.",
        "Esaminare le proposte di queste righe (hasWarnings=true). Se tutto il file è in {encoding}, cambiare la codifica del flusso in "
            + "'{encoding}': viene letto di nuovo. Se lo sono solo alcune righe, correggere il file."
    );
}
