using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>What a row shows by itself, without the registers: errors first, then warnings.</summary>
internal static class FlowRowTexts
{
    public static readonly Wording TooManyCells = new(
        "The row has more cells than the header's {count}.",
        "La riga ha più celle delle {count} dell'intestazione."
    );

    public static readonly Wording QuoteCell = new(
        "A separator inside a cell needs quotes around the cell.",
        "Una cella che contiene un separatore va messa tra virgolette."
    );

    public static readonly Wording RowTooLong = new("The row has more than {max} characters.", "La riga ha più di {max} caratteri.");
    public static readonly Wording ShortenTexts = new("Shorten its texts.", "Abbreviare i testi.");

    public static readonly Wording HiddenCharacter = new(
        "The text holds {found}, a character that is not seen.",
        "Il testo contiene {found}, un carattere che non si vede."
    );

    public static readonly Wording TypeAgain = new(
        "Type the text again: such characters come along when it is copied from a document.",
        "Scrivere di nuovo il testo: caratteri simili restano quando viene copiato da un documento."
    );

    public static readonly Wording NoCharacter = new(
        "The text holds {found}, which is no character: it was written in {encoding}.",
        "Il testo contiene {found}, che non è un carattere: è stato scritto in {encoding}."
    );

    public static readonly Wording ChangeEncoding = new(
        "Change the flow's encoding to '{encoding}': the file is read again.",
        "Cambiare la codifica del flusso in '{encoding}': il file viene letto di nuovo."
    );

    public static readonly Wording Unprintable = new(
        "The text holds {found}, which notices and receipts cannot print.",
        "Il testo contiene {found}, non stampabile su avvisi e quietanze."
    );

    public static readonly Wording FormulaWithoutValue = new(
        "The cell {cell} is a formula whose result is not in the file.",
        "La cella {cell} è una formula il cui risultato non è nel file."
    );

    public static readonly Wording CellError = new(
        "The cell {cell} holds the error {error}.",
        "La cella {cell} contiene l'errore {error}."
    );

    public static readonly Wording MendFormula = new(
        "Open the file, mend the formula or write the value, save it and upload it again.",
        "Aprire il file, correggere la formula o scrivere il valore, salvarlo e caricarlo di nuovo."
    );

    public static readonly Wording ExternalIdTooLong = new(
        "The external code has more than 128 characters.",
        "Il codice esterno ha più di 128 caratteri."
    );

    public static readonly Wording UseShorter = new("Use a shorter one.", "Usarne uno più breve.");

    public static readonly Wording NoFiscalCode = new("The fiscal code is missing.", "Manca il codice fiscale.");

    public static readonly Wording GiveFiscalCode = new(
        "Give 16 characters for a person, 11 digits for an entity, or ANONIMO.",
        "Indicare 16 caratteri per una persona fisica, 11 cifre per una persona giuridica, oppure ANONIMO."
    );

    public static readonly Wording NoName = new("The name of the debtor is missing.", "Manca il nominativo del soggetto debitore.");

    public static readonly Wording GiveName = new(
        "Write surname and name, or the name of the entity.",
        "Scrivere cognome e nome, oppure la denominazione."
    );

    public static readonly Wording NameTooLong = new(
        "The name has {length} characters; the node takes {max}.",
        "Il nominativo ha {length} caratteri; il nodo ne accetta {max}."
    );

    public static readonly Wording Abbreviate = new("Abbreviate it.", "Abbreviare il testo.");

    public static readonly Wording NoSuchType = new(
        "The type of the debtor is neither F nor G.",
        "Il tipo del soggetto debitore non è né F né G."
    );

    public static readonly Wording GiveType = new(
        "Write F for a person, G for an entity, or leave it empty.",
        "Scrivere F per una persona fisica, G per una persona giuridica, oppure lasciare vuoto."
    );

    public static readonly Wording TypeOfEntity = new(
        "The type is G (entity) and the fiscal code is a person's.",
        "Il tipo è G (persona giuridica) e il codice fiscale è di una persona fisica."
    );

    public static readonly Wording GiveTypeOfPerson = new(
        "Write F, or the 11 digits of the entity's code.",
        "Scrivere F, oppure le 11 cifre del codice della persona giuridica."
    );

    public static readonly Wording NoService = new(
        "No service is named, neither by the row nor by the flow.",
        "Nessun servizio è indicato, né dalla riga né dal flusso."
    );

    public static readonly Wording GiveService = new(
        "Fill the column, or give the flow a serviceCode.",
        "Compilare la colonna, oppure indicare per il flusso un serviceCode."
    );

    public static readonly Wording DescriptionTooLong = new(
        "The description has {length} characters; the node takes {max}.",
        "La descrizione ha {length} caratteri; il nodo ne accetta {max}."
    );

    public static readonly Wording ShortenDescription = new(
        "Shorten it, or give the flow a commonDescription.",
        "Abbreviarla, oppure indicare per il flusso una commonDescription."
    );

    public static readonly Wording GiveAmount = new(
        "Write it in euro with at most two decimals, like 1.234,56.",
        "Scriverlo in euro con al massimo due decimali, ad esempio 1.234,56."
    );

    public static readonly Wording NotPositive = new("The amount is not more than zero.", "L'importo non è maggiore di zero.");

    public static readonly Wording RemoveOrCorrect = new(
        "A position asks for money: remove the row, or correct the amount.",
        "L'importo di una posizione debitoria deve essere maggiore di zero: togliere la riga, oppure correggere l'importo."
    );

    public static readonly Wording LastDayPassed = new(
        "The last day of payment has passed already.",
        "L'ultimo giorno utile per il pagamento è già passato."
    );

    public static readonly Wording GiveLaterDay = new(
        "Give a day to come, in the row or in the flow's validUntil.",
        "Indicare un giorno futuro, nella riga o nel validUntil del flusso."
    );

    public static readonly Wording LastDayTooEarly = new(
        "The last day of payment comes before the due date.",
        "L'ultimo giorno utile per il pagamento precede la scadenza."
    );

    public static readonly Wording PutOnDueDate = new(
        "Put it on the due date or later.",
        "Indicare il giorno della scadenza o uno successivo."
    );

    public static readonly Wording NoDate = new("This is not a date of the calendar.", "Non è una data del calendario.");

    public static readonly Wording FarDate = new("The date is not between 2000 and 2100.", "La data non è compresa tra il 2000 e il 2100.");

    public static readonly Wording GiveDate = new(
        "Write it like 31/05/2026, or as a date cell.",
        "Scriverla come 31/05/2026, oppure in una cella di tipo data."
    );

    public static readonly Wording HalfAccertamento = new(
        "An accertamento is a year and a number: one of the two is missing.",
        "Un accertamento è identificato da anno e numero: manca uno dei due."
    );

    public static readonly Wording FillBoth = new(
        "Fill both columns, or neither to use the service's.",
        "Compilare entrambe le colonne, oppure nessuna per usare l'accertamento del servizio."
    );

    public static readonly Wording AccertamentoTooLong = new(
        "The number has more than 20 characters.",
        "Il numero ha più di 20 caratteri."
    );

    public static readonly Wording CorrectNumber = new("Correct it.", "Correggerlo.");

    public static readonly Wording FarYear = new("The year is not between 2000 and 2100.", "L'anno non è compreso tra il 2000 e il 2100.");

    public static readonly Wording GiveYear = new("Write the budget year with four digits.", "Scrivere l'esercizio con quattro cifre.");

    public static readonly Wording HiddenRow = new(
        "Row {row} is hidden in the sheet, by a filter or by hand.",
        "La riga {row} è nascosta nel foglio, da un filtro o a mano."
    );

    public static readonly Wording ExcludeRow = new("Exclude it if it is not owed.", "Escluderla se non è dovuta.");

    public static readonly Wording UnshownValue = new(
        "The cell {cell} holds {value}, and its number format shows nothing.",
        "La cella {cell} contiene {value}, e il suo formato numerico non mostra nulla."
    );

    public static readonly Wording EmptyOrShow = new(
        "Nothing to do if the value is meant; else empty the cell, or give it a format that shows what is in it, and upload the file "
            + "again.",
        "Nessuna azione se il valore è voluto; altrimenti svuotare la cella, oppure darle un formato che mostri il contenuto, e "
            + "caricare di nuovo il file."
    );

    public static readonly Wording LostCharacter = new(
        "The text holds a character that was lost before the file was written (\ufffd).",
        "Il testo contiene un carattere andato perso prima che il file fosse scritto (\ufffd)."
    );

    public static readonly Wording OtherEncoding = new(
        "The text reads like {encoding} read in another encoding: '{proposal}' was probably meant.",
        "Il testo sembra {encoding} letto con un'altra codifica: probabilmente si intendeva '{proposal}'."
    );

    public static readonly Wording CorrectText = new(
        "Correct the text in the file, or upload the file with the right encoding if all of it is like this.",
        "Correggere il testo nel file, oppure caricare il file con la codifica corretta se è tutto così."
    );

    public static readonly Wording CorrectSource = new(
        "Correct the text in the file, or where it comes from: it was read in the wrong encoding before the file was written.",
        "Correggere il testo nel file, oppure là da dove proviene: è stato letto con la codifica sbagliata prima che il file fosse "
            + "scritto."
    );

    public static readonly Wording AmbiguousAmount = new(
        "No amount of the file tells whether the point of {text} separates thousands or decimals: it was read as {amount}.",
        "Nessun importo del file chiarisce se il punto di {text} separi le migliaia o i decimali: è stato letto come {amount}."
    );

    public static readonly Wording WriteDecimals = new(
        "Nothing to do if that is what is owed; else write it with two decimals, like 12,35, and upload the file again.",
        "Nessuna azione se è quanto dovuto; altrimenti scriverlo con due decimali, ad esempio 12,35, e caricare di nuovo il file."
    );
}
