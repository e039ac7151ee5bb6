using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// What the registers, the other rows of the file and what was issued show of a row. The database puts these together, by
/// <see cref="MessageSql"/>.
/// </summary>
internal static class FlowVerdictTexts
{
    public static readonly Wording NoService = new("The organization has no such service.", "L'ente non ha questo servizio.");
    public static readonly Wording UseService = new("Use the code of a service that exists.", "Usare il codice di un servizio esistente.");

    public static readonly Wording ServiceIsInactive = new("The service is not active.", "Il servizio non è attivo.");

    public static readonly Wording ActivateService = new(
        "Activate the service, or use another one.",
        "Attivare il servizio, oppure usarne un altro."
    );

    public static readonly Wording DueDatePassed = new(
        "The due date has passed and the service takes no late payments.",
        "La scadenza è passata e il servizio non accetta pagamenti tardivi."
    );

    public static readonly Wording GiveLaterDueDate = new(
        "Give a day from today on, in the row or as the flow's defaultDueDate; or let the service be paid late "
            + "(keepPayableAfterDueDate) and load the row again.",
        "Indicare un giorno da oggi in poi, nella riga o come defaultDueDate del flusso; oppure consentire il pagamento tardivo del "
            + "servizio (keepPayableAfterDueDate) e caricare di nuovo la riga."
    );

    public static readonly Wording DueDatePassedAsSaid = new(
        "The due date has passed and late payments are not taken: paga_dopo_scadenza is NO.",
        "La scadenza è passata e non si accettano pagamenti tardivi: paga_dopo_scadenza è NO."
    );

    public static readonly Wording GiveLaterDueDateOrSayYes = new(
        "Give a day from today on, in the row or as the flow's defaultDueDate; or write SI in paga_dopo_scadenza, of all rows of the "
            + "payment option, and load the row again.",
        "Indicare un giorno da oggi in poi, nella riga o come defaultDueDate del flusso; oppure scrivere SI in paga_dopo_scadenza, in "
            + "tutte le righe dell'opzione di pagamento, e caricare di nuovo la riga."
    );

    public static readonly Wording NoAmount = new("The amount is missing.", "Manca l'importo.");

    public static readonly Wording NoAmountNorPrice = new(
        "The amount is missing, and the service has no price.",
        "Manca l'importo, e il servizio non ha un prezzo."
    );

    public static readonly Wording GiveAmount = new("Write it like 1.234,56.", "Scriverlo come 1.234,56.");

    public static readonly Wording OtherPrice = new("The price of the service is {price}.", "Il prezzo del servizio è {price}.");

    public static readonly Wording AskPrice = new(
        "Ask the price, or let the service take other amounts (allowsOtherAmounts).",
        "Indicare un importo pari al prezzo, oppure consentire al servizio altri importi (allowsOtherAmounts)."
    );

    public static readonly Wording IbanIsInactive = new(
        "The account of the service is not active: {iban}",
        "Il conto del servizio non è attivo: {iban}"
    );

    public static readonly Wording GiveIban = new("Give the service an active IBAN.", "Assegnare al servizio un IBAN attivo.");

    public static readonly Wording NoAccertamento = new(
        "The organization has no accertamento {number} of {year}.",
        "L'ente non ha l'accertamento {number} del {year}."
    );

    public static readonly Wording CreateAccertamento = new(
        "Create it, or correct year and number.",
        "Crearlo, oppure correggere anno e numero."
    );

    public static readonly Wording AccertamentoIsInactive = new("The accertamento is not active.", "L'accertamento non è attivo.");
    public static readonly Wording ActivateAccertamento = new("Activate it, or use another one.", "Attivarlo, oppure usarne un altro.");

    public static readonly Wording OfServiceIsInactive = new(
        "The accertamento of the service is not active.",
        "L'accertamento del servizio non è attivo."
    );

    public static readonly Wording NameAccertamento = new(
        "Name an active accertamento in the row, or change the service's.",
        "Indicare nella riga un accertamento attivo, oppure cambiare quello del servizio."
    );

    public static readonly Wording EqualRow = new("The row equals row {row}.", "La riga è uguale alla riga {row}.");

    public static readonly Wording RemoveEqual = new(
        "Remove it; if both are owed, give them different external codes.",
        "Toglierla; se sono dovute entrambe, assegnare loro codici esterni diversi."
    );

    public static readonly Wording EqualExternalId = new(
        "Row {row} has the same external code.",
        "La riga {row} ha lo stesso codice esterno."
    );

    public static readonly Wording GiveOwnExternalId = new(
        "Give each row its own external code.",
        "Assegnare a ogni riga un codice esterno proprio."
    );

    public static readonly Wording ExternalIdTaken = new(
        "A position with this external code exists already: issued as notice {notice}, for another debt.",
        "Esiste già una posizione debitoria con questo codice esterno: emessa con l'avviso {notice}, per un altro debito."
    );

    public static readonly Wording CorrectOrChange = new(
        "Correct the code, or remove the row: where only its terms have changed, change that position (changePosition).",
        "Correggere il codice, oppure togliere la riga: se sono cambiate solo le condizioni, modificare quella posizione debitoria "
            + "(changePosition)."
    );

    public static readonly Wording ExternalIdCancelled = new(
        "A position with this external code exists and is cancelled: it was issued as notice {notice}.",
        "Esiste una posizione debitoria con questo codice esterno ed è annullata: era stata emessa con l'avviso {notice}."
    );

    public static readonly Wording Reopen = new(
        "If it is owed after all reopen the position of that notice (reopenPosition). If this is another debt give the row another code.",
        "Se è comunque dovuta, riaprire la posizione debitoria di quell'avviso (reopenPosition). Se è un altro debito, assegnare alla riga "
            + "un altro codice."
    );

    public static readonly Wording SumTooLarge = new(
        "The rows of this debtor add up to more than 999.999.999,99.",
        "La somma delle righe di questo soggetto debitore supera 999.999.999,99."
    );

    public static readonly Wording DoNotGroup = new(
        "Do not group this flow by debtor.",
        "Non raggruppare questo flusso per soggetto debitore."
    );

    public static readonly Wording AmbiguousAmount = new(
        "Other amounts of the file have decimals after a point, so the point of this one may separate thousands or decimals.",
        "Altri importi del file hanno i decimali dopo un punto, quindi il punto di questo può separare le migliaia o i decimali."
    );

    public static readonly Wording WriteDecimals = new(
        "Write it with two decimals, like 1234.00, and upload the file again.",
        "Scriverlo con due decimali, ad esempio 1234.00, e caricare di nuovo il file."
    );

    public static readonly Wording TaxonomyCode = new(
        "The taxonomy code of the service, {code}, {fault}.",
        "Il codice tassonomico del servizio, {code}, {fault}."
    );

    public static readonly Wording ChangeTaxonomyCode = new(
        "Give the service another code with changeService. {remedy}",
        "Assegnare al servizio un altro codice con changeService. {remedy}"
    );

    public static readonly Wording AlreadyIssued = new(
        "Already issued as notice {notice}: same debtor, service, amount and due date. The row is excluded.",
        "Già emessa con l'avviso {notice}: stesso soggetto debitore, servizio, importo e scadenza. La riga è esclusa."
    );

    public static readonly Wording SameDebt = new(
        "Nothing to do: the external code says that it is the same debt. If it is owed twice, give the row another code and "
            + "upload it again.",
        "Nessuna azione: il codice esterno indica che è lo stesso debito. Se è dovuto due volte, assegnare alla riga un altro codice e "
            + "caricarla di nuovo."
    );

    public static readonly Wording IncludeIfOwedTwice = new(
        "Nothing to do if it is the same debt. If it is owed twice, include the row (includeFlowRows).",
        "Nessuna azione se è lo stesso debito. Se è dovuto due volte, includere la riga (includeFlowRows)."
    );

    public static readonly Wording IssuedMeanwhile = new(
        "It was issued after this flow was checked. Nothing to do if it is the same debt. "
            + "If it is owed twice, upload the row again and include it (includeFlowRows).",
        "È stata emessa dopo il controllo di questo flusso. Nessuna azione se è lo stesso debito. "
            + "Se è dovuto due volte, caricare di nuovo la riga e includerla (includeFlowRows)."
    );

    public static readonly Wording TakenMeanwhile = new(
        "A position with this external code was created meanwhile, for another debt.",
        "Nel frattempo è stata creata una posizione debitoria con questo codice esterno, per un altro debito."
    );

    public static readonly Wording CorrectOrChangeAgain = new(
        "Correct the code and upload the row again; where only its terms have changed, change that position (changePosition).",
        "Correggere il codice e caricare di nuovo la riga; se sono cambiate solo le condizioni, modificare quella posizione debitoria "
            + "(changePosition)."
    );

    public static readonly Wording LastDayPassed = new(
        "The last day of payment has passed meanwhile.",
        "Nel frattempo l'ultimo giorno utile per il pagamento è passato."
    );

    public static readonly Wording UploadWithLaterDay = new(
        "Upload the row again with a day to come.",
        "Caricare di nuovo la riga con un giorno futuro."
    );

    public static readonly Wording DueDatePassedMeanwhile = new(
        "The due date has passed meanwhile, or the service has stopped taking late payments.",
        "Nel frattempo la scadenza è passata, oppure il servizio non accetta più pagamenti tardivi."
    );

    public static readonly Wording DueDatePassedMeanwhileAsSaid = new(
        "The due date has passed meanwhile, and late payments are not taken: paga_dopo_scadenza is NO.",
        "Nel frattempo la scadenza è passata, e non si accettano pagamenti tardivi: paga_dopo_scadenza è NO."
    );

    public static readonly Wording UploadWithLaterDueDateOrYes = new(
        "Upload the row again with a day to come, or with SI in paga_dopo_scadenza.",
        "Caricare di nuovo la riga con un giorno futuro, oppure con SI in paga_dopo_scadenza."
    );

    public static readonly Wording UploadWithLaterDueDate = new(
        "Upload the row again with a day to come, or when the service can be paid late (keepPayableAfterDueDate).",
        "Caricare di nuovo la riga con un giorno futuro, oppure quando il servizio potrà essere pagato in ritardo "
            + "(keepPayableAfterDueDate)."
    );
}
