using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

internal static class FlowsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Row(
            "accertamento-incomplete",
            new("Of year and number of the accertamento one is missing.", "Manca l'anno oppure il numero dell'accertamento."),
            new(
                "Fill both columns, or neither to use the service's.",
                "Compilare entrambe le colonne, oppure nessuna per usare l'accertamento del servizio."
            )
        ),
        ErrorCode.Row(
            "accertamento-number-too-long",
            new("The number of the accertamento has more than 20 characters.", "Il numero dell'accertamento ha più di 20 caratteri."),
            new("Correct it.", "Correggerlo.")
        ),
        ErrorCode.Row(
            "address-incomplete",
            new("The address lacks a part.", "L'indirizzo è incompleto."),
            new(
                "Fill indirizzo, cap and localita, or leave all three empty.",
                "Compilare indirizzo, cap e localita, oppure lasciarli vuoti tutti e tre."
            )
        ),
        ErrorCode.Row(
            "address-too-long",
            new("A part of the address is longer than the node takes.", "Una parte dell'indirizzo è più lunga di quanto il nodo accetti."),
            new("Abbreviate it.", "Abbreviare il testo.")
        ),
        ErrorCode.Warning(
            "already-issued",
            new(
                "The debt of the row was issued before, by another file or by a call: the row is excluded.",
                "Il debito della riga è già stato emesso, con un altro file o con una chiamata: la riga è esclusa."
            ),
            new(
                "Nothing to do; if it is owed twice, give the row an external code of its own.",
                "Nessuna azione; se è dovuto due volte, assegnare alla riga un codice esterno proprio."
            )
        ),
        ErrorCode.Row(
            "amount-not-positive",
            new("The amount is not more than zero.", "L'importo non è maggiore di zero."),
            new("Remove the row, or correct the amount.", "Togliere la riga, oppure correggere l'importo.")
        ),
        ErrorCode.Row(
            "cell-error",
            new(
                "The cell holds an error, or a formula whose result is not in the file.",
                "La cella contiene un errore, o una formula il cui risultato non è nel file."
            ),
            new(
                "Mend the formula or write the value, save the file and upload it again.",
                "Correggere la formula o scrivere il valore, salvare il file e caricarlo di nuovo."
            )
        ),
        ErrorCode.Failure(
            "column-twice",
            new("The file has the same column twice.", "Il file ha due volte la stessa colonna."),
            new("Keep one of the two.", "Tenere una delle due.")
        ),
        ErrorCode.Row(
            "debtor-type-invalid",
            new("The type of the debtor is neither F nor G.", "Il tipo del soggetto debitore non è né F né G."),
            new(
                "Write F for a person, G for an entity, or leave it empty.",
                "Scrivere F per una persona fisica, G per una persona giuridica, oppure lasciare vuoto."
            )
        ),
        ErrorCode.Row(
            "description-too-long",
            new("The description is longer than the node takes.", "La descrizione è più lunga di quanto il nodo accetti."),
            new("Shorten it, or give the flow a commonDescription.", "Abbreviarla, oppure indicare per il flusso una commonDescription.")
        ),
        ErrorCode.Warning(
            "doubtful-encoding",
            new(
                "Rows seem to be written in another encoding than the one they were read in.",
                "Alcune righe sembrano scritte in una codifica diversa da quella in cui sono state lette."
            ),
            new(
                "Look at the proposals of these rows; change the encoding of the flow if the whole file is in it.",
                "Esaminare le proposte di queste righe; cambiare la codifica del flusso se vale per tutto il file."
            )
        ),
        ErrorCode.Warning(
            "doubtful-text",
            new(
                "The text seems to be written in another encoding, or has lost a character.",
                "Il testo sembra scritto in un'altra codifica, oppure ha perso un carattere."
            ),
            new(
                "Look at the proposal; change the encoding of the flow, or correct the text.",
                "Esaminare la proposta; cambiare la codifica del flusso, oppure correggere il testo."
            )
        ),
        ErrorCode.Row(
            "duplicate-external-id",
            new("Another row of the file has the same external code.", "Un'altra riga del file ha lo stesso codice esterno."),
            new("Give each row its own external code.", "Assegnare a ogni riga un codice esterno proprio.")
        ),
        ErrorCode.Row(
            "external-id-too-long",
            new("The external code has more than 128 characters.", "Il codice esterno ha più di 128 caratteri."),
            new("Use a shorter one.", "Usarne uno più breve.")
        ),
        ErrorCode.Failure(
            "file-empty",
            new("The file is empty: 0 bytes.", "Il file è vuoto: 0 byte."),
            new("Export it again and check that it opens.", "Esportarlo di nuovo e controllare che si apra.")
        ),
        ErrorCode.Row(
            "fiscal-code-missing",
            new("The row has no fiscal code.", "La riga non ha il codice fiscale."),
            new(
                "Give 16 characters for a person, 11 digits for an entity, or ANONIMO.",
                "Indicare 16 caratteri per una persona fisica, 11 cifre per una persona giuridica, oppure ANONIMO."
            )
        ),
        ErrorCode.Problem(
            409,
            "flow-not-cancellable",
            new(
                "The flow is confirmed or over and cannot be cancelled any more.",
                "Il flusso è confermato o concluso e non può più essere annullato."
            ),
            new("Cancel its positions one by one.", "Annullare le sue posizioni debitorie una per una.")
        ),
        ErrorCode.Problem(
            404,
            "flow-not-found",
            new("The organization has no such flow.", "L'ente non ha questo flusso di posizioni debitorie."),
            new("Use an identifier of listFlows.", "Usare un identificativo di listFlows.")
        ),
        ErrorCode.Problem(
            409,
            "flow-not-ready",
            new(
                "The flow is not ready: it is still being checked, or was confirmed or cancelled.",
                "Il flusso non è pronto: è ancora in verifica, oppure è stato confermato o annullato."
            ),
            new(
                "Wait until its rows have been checked, if it is being checked.",
                "Se è in verifica, attendere che le righe siano state controllate."
            )
        ),
        ErrorCode.Problem(
            404,
            "flow-outcome-not-found",
            new(
                "The flow has no outcome yet, or could not be read.",
                "Il flusso non ha ancora un esito, oppure non è stato possibile leggerlo."
            ),
            new("Wait until the flow is ready.", "Attendere che il flusso sia pronto.")
        ),
        ErrorCode.Problem(
            409,
            "flow-without-valid-rows",
            new(
                "No row of the flow is valid: nothing would be generated.",
                "Nessuna riga del flusso è valida: non verrebbe generato nulla."
            ),
            new(
                "Take rows back, or correct the file and upload it again.",
                "Reincludere righe escluse, oppure correggere il file e caricarlo di nuovo."
            )
        ),
        ErrorCode.Failure(
            "header-missing",
            new("The first row of the file is empty.", "La prima riga del file è vuota."),
            new(
                "Put the names of the columns in the first row, as in the template.",
                "Mettere nella prima riga i nomi delle colonne, come nel modello."
            )
        ),
        ErrorCode.Warning(
            "hidden-column",
            new("A hidden column of the sheet was read.", "È stata letta una colonna nascosta del foglio."),
            new(
                "Nothing to do if it holds what is owed; else show, correct or delete it, and upload the file again.",
                "Nessuna azione se contiene ciò che è dovuto; altrimenti mostrarla, correggerla o eliminarla, e "
                    + "caricare di nuovo il file."
            )
        ),
        ErrorCode.Warning(
            "hidden-row",
            new("The row is hidden in the sheet and was read.", "La riga è nascosta nel foglio ed è stata letta."),
            new("Exclude it if it is not owed.", "Escluderla se non è dovuta.")
        ),
        ErrorCode.Warning(
            "hidden-sheet",
            new("A hidden sheet of the workbook was not read.", "Un foglio nascosto della cartella di lavoro non è stato letto."),
            new(
                "Nothing to do if no rows there are owed; else show it, put it first, and upload the file again.",
                "Nessuna azione se le sue righe non sono dovute; altrimenti mostrarlo, metterlo per primo e caricare " + "di nuovo il file."
            )
        ),
        ErrorCode.Row(
            "name-missing",
            new("The row has no name of the debtor.", "La riga non ha il nominativo del soggetto debitore."),
            new("Write surname and name, or the name of the entity.", "Scrivere cognome e nome, oppure la denominazione.")
        ),
        ErrorCode.Row(
            "name-too-long",
            new("The name is longer than the node takes.", "Il nominativo è più lungo di quanto il nodo accetti."),
            new("Abbreviate it.", "Abbreviare il testo.")
        ),
        ErrorCode.Failure(
            "no-rows",
            new("The file has no rows under the header.", "Il file non ha righe sotto l'intestazione."),
            new("Export it again with the rows.", "Esportarlo di nuovo con le righe.")
        ),
        ErrorCode.Failure(
            "no-visible-sheet",
            new("Every sheet of the workbook is hidden.", "Tutti i fogli della cartella di lavoro sono nascosti."),
            new(
                "Show the sheet that holds the rows, and upload the file again.",
                "Mostrare il foglio che contiene le righe e caricare di nuovo il file."
            )
        ),
        ErrorCode.Field(
            "row-not-found",
            new("The flow has no such row.", "Il flusso non ha questa riga."),
            new("Use rowNumber as the list of rows gives it.", "Usare rowNumber così come appare nell'elenco delle righe.")
        ),
        ErrorCode.Field(
            "row-number-invalid",
            new("The number is not that of a row.", "Il numero non è quello di una riga."),
            new("Use rowNumber as the list of rows gives it.", "Usare rowNumber così come appare nell'elenco delle righe.")
        ),
        ErrorCode.Field(
            "row-numbers-count",
            new("The list does not hold from 1 to 1000 row numbers.", "L'elenco non contiene da 1 a 1000 numeri di riga."),
            new(
                "Send 1 to 1000 row numbers; more in several requests.",
                "Inviare da 1 a 1000 numeri di riga; se sono di più, in più richieste."
            )
        ),
        ErrorCode.Field(
            "row-rejected",
            new("The row was rejected and cannot be taken back.", "La riga è stata respinta e non può essere reinclusa."),
            new("Leave it out, or correct the file and upload it again.", "Ometterla, oppure correggere il file e caricarlo di nuovo.")
        ),
        ErrorCode.Row(
            "row-too-long",
            new("The row has more characters than a row may have.", "La riga ha più caratteri di quanti ne possa avere."),
            new("Shorten its texts.", "Abbreviare i testi.")
        ),
        ErrorCode.Row(
            "service-iban-inactive",
            new("The account of the service is not active.", "Il conto del servizio non è attivo."),
            new("Give the service an active IBAN.", "Assegnare al servizio un IBAN attivo.")
        ),
        ErrorCode.Row(
            "service-missing",
            new("Neither the row nor the flow names a service.", "Né la riga né il flusso indicano un servizio."),
            new("Fill the column, or give the flow a serviceCode.", "Compilare la colonna, oppure indicare per il flusso un serviceCode.")
        ),
        ErrorCode.Warning(
            "sheet-not-read",
            new("Another sheet of the workbook was not read.", "Un altro foglio della cartella di lavoro non è stato letto."),
            new(
                "Nothing to do if no rows there are owed; else send them as a file of their own.",
                "Nessuna azione se le sue righe non sono dovute; altrimenti inviarle in un file a parte."
            )
        ),
        ErrorCode.Row(
            "too-many-cells",
            new("The row has more cells than the header.", "La riga ha più celle dell'intestazione."),
            new("Put quotes around a cell that holds a separator.", "Mettere tra virgolette la cella che contiene un separatore.")
        ),
        ErrorCode.Failure(
            "too-many-columns",
            new("The sheet is wider than what is read.", "Il foglio ha più colonne di quante ne vengano lette."),
            new(
                "Remove what stands to the right of the table, and upload the file again.",
                "Togliere ciò che sta a destra della tabella e caricare di nuovo il file."
            )
        ),
        ErrorCode.Failure(
            "too-many-rows",
            new("The file has more rows than a flow may have.", "Il file ha più righe di quante ne possa avere un flusso."),
            new("Split it over several files.", "Suddividerlo in più file.")
        ),
        ErrorCode.Failure(
            "unknown-column",
            new("The file has a column that is not of the layout.", "Il file ha una colonna che non fa parte del tracciato."),
            new("Correct its name or remove it.", "Correggerne il nome oppure toglierla.")
        ),
        ErrorCode.Warning(
            "unshown-value",
            new(
                "The cell holds a value that its number format does not show.",
                "La cella contiene un valore che il suo formato numerico non mostra."
            ),
            new("Empty the cell if the value is not meant.", "Svuotare la cella se il valore non è voluto.")
        ),
        ErrorCode.Failure(
            "wrong-encoding",
            new(
                "The file is not in the encoding it was read in, or in one that is not read.",
                "Il file non è nella codifica in cui è stato letto, oppure è in una che non viene letta."
            ),
            new(
                "Save it as CSV UTF-8 or as .xlsx, or give the parameter encoding.",
                "Salvarlo come CSV UTF-8 o come .xlsx, oppure indicare il parametro encoding."
            )
        ),
        ErrorCode.Failure(
            "xls-not-supported",
            new(
                "The file is an old Excel workbook (.xls) or a protected one.",
                "Il file è una vecchia cartella di lavoro Excel (.xls) oppure è protetto."
            ),
            new("Save it as .xlsx without a password, or as CSV.", "Salvarlo come .xlsx senza password, oppure come CSV.")
        ),
        ErrorCode.Failure(
            "xlsx-too-large",
            new("The workbook unpacks to more than is opened.", "La cartella di lavoro decompressa supera il limite di apertura."),
            new(
                "Remove unused sheets and formats, split the rows over several files, or send CSV.",
                "Togliere fogli e formati inutilizzati, suddividere le righe in più file, oppure inviare un CSV."
            )
        ),
        ErrorCode.Failure(
            "xlsx-unreadable",
            new(
                "The file looks like an Excel workbook and cannot be read as one.",
                "Il file sembra una cartella di lavoro Excel e non è leggibile come tale."
            ),
            new(
                "Open it, save it again as .xlsx without a password, and upload that.",
                "Aprirlo, salvarlo di nuovo come .xlsx senza password e caricare quello."
            )
        ),
    ];
}
