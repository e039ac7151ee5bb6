using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

internal static class TaxonomyErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Row(
            "code-twice",
            new(
                "A row before it says something else of the same code from the same day on.",
                "Una riga precedente riporta dati diversi per lo stesso codice a partire dallo stesso giorno."
            ),
            new("Keep one of the two rows.", "Tenere una delle due righe.")
        ),
        ErrorCode
            .Field(
                "column-missing",
                new("The file, or the line, lacks a column that is needed.", "Al file, o alla riga, manca una colonna necessaria."),
                new(
                    "Add the column or complete the line; check separator and columns where they were given.",
                    "Aggiungere la colonna o completare la riga; controllare separatore e colonne, se indicati."
                )
            )
            .Also(CodePlaces.Row | CodePlaces.Failure),
        ErrorCode
            .Field(
                "csv-broken",
                new(
                    "The CSV cannot be read: a quote is never closed, or a cell or row is longer than it may be.",
                    "Il CSV non è leggibile: delle virgolette non si chiudono, oppure una cella o una riga è più lunga del " + "consentito."
                ),
                new(
                    "Close the quote, or double the quotes inside cells, and upload the file again.",
                    "Chiudere le virgolette, o raddoppiare quelle dentro le celle, e caricare di nuovo il file."
                )
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Row(
            "date-invalid",
            new(
                "The text is not a day of the calendar as it is written in this file.",
                "Il testo non è una data del calendario nel formato di questo file."
            ),
            new("Correct the day.", "Correggere la data.")
        ),
        ErrorCode.Field(
            "no-codes",
            new("The file holds no code of the taxonomy that can be read.", "Il file non contiene codici tassonomici leggibili."),
            new("Send the CSV that pagoPA publishes, as it is.", "Inviare il CSV pubblicato da pagoPA, così com'è.")
        ),
        ErrorCode.Field(
            "not-a-text-file",
            new("The file is no text, and is read as CSV.", "Il file non è un testo e viene letto come CSV."),
            new("Save the sheet as CSV and send that.", "Salvare il foglio come CSV e inviare quello.")
        ),
        ErrorCode
            .Field(
                "taxonomy-code-expired",
                new("The code could be used until a day that has passed.", "Il codice era utilizzabile fino a una data ormai passata."),
                new(
                    "Use the code that takes its place; what is issued stays payable.",
                    "Usare il codice che ne prende il posto; quanto già emesso resta pagabile."
                )
            )
            .AlsoProblem(409)
            .Also(CodePlaces.Row | CodePlaces.Warning),
        ErrorCode.Warning(
            "taxonomy-code-expires",
            new(
                "The code of the service may be used for less than ninety days.",
                "Il codice del servizio è utilizzabile per meno di novanta giorni."
            ),
            new(
                "Choose the code that takes its place before that day; what is issued stays payable.",
                "Scegliere prima di quella data il codice che ne prende il posto; quanto già emesso resta pagabile."
            )
        ),
        ErrorCode
            .Problem(
                404,
                "taxonomy-code-not-found",
                new(
                    "The taxonomy in force has no such code, or none was loaded.",
                    "La tassonomia in vigore non ha questo codice, oppure non ne è stata caricata nessuna."
                ),
                new("Look the code up with listTaxonomyCodes.", "Cercare il codice con listTaxonomyCodes.")
            )
            .AlsoProblem(409)
            .Also(CodePlaces.Field | CodePlaces.Row | CodePlaces.Warning),
        ErrorCode
            .Field(
                "taxonomy-code-not-yet-valid",
                new("The code may be used from a later day on.", "Il codice è utilizzabile da una data successiva."),
                new("Use the code that is valid today.", "Usare il codice valido oggi.")
            )
            .AlsoProblem(409)
            .Also(CodePlaces.Row | CodePlaces.Warning),
        ErrorCode
            .Warning(
                "taxonomy-code-old",
                new(
                    "The code is of the classification before the taxonomy.",
                    "Il codice appartiene alla classificazione precedente alla tassonomia."
                ),
                new(
                    "Use the code of the taxonomy (9/…) that took its place.",
                    "Usare il codice della tassonomia (9/…) che ne ha preso il posto."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "taxonomy-codes-missing",
            new(
                "The list lacks codes that are in force; pagoPA ends codes and does not take them away.",
                "All'elenco mancano codici in vigore; pagoPA ne fa cessare la validità e non li toglie."
            ),
            new(
                "Check that the file is whole; load it with force=true if it is.",
                "Controllare che il file sia integro; se lo è, caricarlo con force=true."
            )
        ),
        ErrorCode.Problem(
            422,
            "taxonomy-rows-rejected",
            new(
                "Rows of the list cannot be read, and a full list would close their codes.",
                "Alcune righe dell'elenco non sono leggibili, e un elenco completo ne chiuderebbe i codici."
            ),
            new(
                "Mend them, add what can be read with isFull=false, or load it with force=true.",
                "Correggerle, aggiungere quanto è leggibile con isFull=false, oppure caricarlo con force=true."
            )
        ),
        ErrorCode.Problem(
            404,
            "taxonomy-version-not-found",
            new("There is no such version of the taxonomy.", "Questa versione della tassonomia non esiste."),
            new("Use a version of listTaxonomyVersions.", "Usare una versione di listTaxonomyVersions.")
        ),
        ErrorCode.Row(
            "validity-ends-before-it-begins",
            new("The last day of the code comes before the first.", "L'ultimo giorno del codice precede il primo."),
            new("Correct one of the two days.", "Correggere una delle due date.")
        ),
    ];
}
