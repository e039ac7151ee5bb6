using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>What is told of codes of the taxonomy, and of a file of it. Problems of rows are stored.</summary>
internal static class TaxonomyTexts
{
    public static readonly Wording CodeNotFound = new("Taxonomy code not found", "Codice tassonomico non trovato");
    public static readonly Wording NoSuchCode = new(
        "The taxonomy in force has no code '{code}'. Look it up with listTaxonomyCodes.",
        "La tassonomia in vigore non ha il codice '{code}'. Cercarlo con listTaxonomyCodes."
    );
    public static readonly Wording VersionNotFound = new("Taxonomy version not found", "Versione della tassonomia non trovata");
    public static readonly Wording NoSuchVersion = new(
        "There is no version '{version}' of the taxonomy.",
        "Non esiste la versione '{version}' della tassonomia."
    );

    /// <summary>What is wrong with a code, as a sentence and as the message of a field.</summary>
    public static readonly Wording Code = new("The taxonomy code {code} {problem}.", "Il codice tassonomico {code} {problem}.");
    public static readonly Wording CodeOfField = new("the taxonomy code {code} {problem}", "il codice tassonomico {code} {problem}");

    public static readonly Wording IsOld = new(
        "is of a classification before the taxonomy",
        "è di una classificazione precedente alla tassonomia"
    );
    public static readonly Wording UseCodeInItsPlace = new(
        "Use the code of the taxonomy (9/…) that took its place.",
        "Usare il codice della tassonomia (9/…) che ne ha preso il posto."
    );
    public static readonly Wording NoneLoaded = new(
        "cannot be looked up: no taxonomy has been loaded",
        "non può essere verificato: non è stata caricata alcuna tassonomia"
    );
    public static readonly Wording LoadTaxonomy = new(
        "Have the published taxonomy loaded with uploadTaxonomyVersion.",
        "Far caricare la tassonomia pubblicata con uploadTaxonomyVersion."
    );
    public static readonly Wording IsNotListed = new("is not in the taxonomy", "non è nella tassonomia");
    public static readonly Wording Begins = new("may be used from {day} on", "è utilizzabile dal {day}");
    public static readonly Wording Ended = new("could be used until {day}", "era utilizzabile fino al {day}");
    public static readonly Wording Ends = new("may be used until {day}", "è utilizzabile fino al {day}");
    public static readonly Wording ChooseNext = new(
        "Choose the code that takes its place before that day (listTaxonomyCodes). What is issued stays payable.",
        "Scegliere prima di quella data il codice che ne prende il posto (listTaxonomyCodes). Quanto già emesso resta " + "pagabile."
    );
    public static readonly Wording LookCodesUp = new("Look codes up with listTaxonomyCodes.", "Cercare i codici con listTaxonomyCodes.");
    public static readonly Wording UseNearCode = new(
        "The nearest valid codes are {codes}. Look others up with listTaxonomyCodes.",
        "I codici validi più vicini sono {codes}. Cercarne altri con listTaxonomyCodes."
    );

    public static readonly Wording HoldsZeros = new("is not a CSV file: it holds zero bytes", "non è un file CSV: contiene byte nulli");
    public static readonly Wording SendCsv = new(
        "Send the CSV, not a workbook or an archive.",
        "Inviare il CSV, non una cartella di lavoro o un archivio."
    );
    public static readonly Wording IsBroken = new("cannot be read behind row {row}", "non è leggibile dopo la riga {row}");
    public static readonly Wording DownloadUnbroken = new(
        "A quote is opened and never closed, or the file is far larger than the taxonomy. Download it again.",
        "Delle virgolette si aprono e non si chiudono, oppure il file è molto più grande della tassonomia. Scaricarlo di " + "nuovo."
    );
    public static readonly Wording HasNoRows = new("has no rows under the header", "non ha righe sotto l'intestazione");
    public static readonly Wording HasNoCodes = new(
        "has {rows} rows and no code that can be read",
        "non ha codici leggibili (righe: {rows})"
    );
    public static readonly Wording SendAsPublished = new(
        "Send the CSV that pagoPA publishes, as it is.",
        "Inviare il CSV pubblicato da pagoPA, così com'è."
    );
    public static readonly Wording LacksColumn = new("lacks the column {column}", "non ha la colonna {column}");
    public static readonly Wording SendWithHeader = new(
        "Send the CSV that pagoPA publishes (Tassonomia dei servizi di incasso) as it is, its first row with the names of "
            + "the columns included.",
        "Inviare il CSV pubblicato da pagoPA (Tassonomia dei servizi di incasso) così com'è, compresa la prima riga con i "
            + "nomi delle colonne."
    );

    public static readonly Wording RowHasNoCode = new(
        "This is not a taxonomy code: seven digits and one of IM, TS, SP, SA, AP.",
        "Questo non è un codice tassonomico: sette cifre e una sigla tra IM, TS, SP, SA, AP."
    );
    public static readonly Wording RowHasNoDay = new(
        "This is not a day written dd/mm/yyyy.",
        "Questa non è una data nel formato GG/MM/AAAA."
    );
    public static readonly Wording RowEndsBeforeItBegins = new(
        "The last day comes before the first, {day}.",
        "L'ultimo giorno precede il primo, {day}."
    );
    public static readonly Wording RowIsContradicted = new(
        "A row before it says something else of this code from {day} on.",
        "Una riga precedente riporta dati diversi per questo codice a partire dal {day}."
    );
    public static readonly Wording MendRow = new(
        "Download the file again; if it is still so, correct the row, or load the file with force=true without it.",
        "Scaricare di nuovo il file; se l'errore rimane, correggere la riga, oppure caricare il file senza di essa con " + "force=true."
    );

    public static readonly Wording RowsRejected = new(
        "Rows of the taxonomy cannot be read",
        "Alcune righe della tassonomia non sono leggibili"
    );
    public static readonly Wording RowsWouldEnd = new(
        "{rejected} of {rows} rows cannot be read, and a full list would close their codes. Mend them, add what can be "
            + "read with isFull=false, or load it with force=true.",
        "Righe non leggibili: {rejected} su {rows}; un elenco completo ne chiuderebbe i codici. Correggerle, aggiungere "
            + "quanto è leggibile con isFull=false, oppure caricarlo con force=true."
    );
    public static readonly Wording CodesMissing = new("Codes in force are missing", "Mancano codici in vigore");
    public static readonly Wording CodesAreMissing = new(
        "The file lacks {count} codes that are in force ({codes}). pagoPA ends codes and does not take them away: check "
            + "that the file is whole. Then add to what is in force with isFull=false, or load it with force=true.",
        "Codici in vigore che mancano nel file: {count} ({codes}). pagoPA ne fa cessare la validità e non li toglie: "
            + "controllare che il file sia integro. Poi aggiungere a quanto è in vigore con isFull=false, oppure caricarlo con "
            + "force=true."
    );
}
