using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Reversali;

internal static class ReversaliErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "accounting-date-before-money",
            new("The accounting date is before the money came.", "La data contabile precede la data dell'incasso."),
            new(
                "Give the day that message names or a later one, or leave it out.",
                "Indicare la data riportata in message o una successiva, oppure ometterla."
            )
        ),
        ErrorCode.Field(
            "accounting-date-future",
            new("The accounting date has not come yet.", "La data contabile è futura."),
            new(
                "Give a day from that of the money up to today, or leave it out.",
                "Indicare una data compresa tra la data dell'incasso e oggi, oppure ometterla."
            )
        ),
        ErrorCode.Field(
            "accounting-profile-missing",
            new(
                "The value is neither given nor in the organization's accounting profile.",
                "Il valore non è né indicato né presente nel profilo contabile dell'ente."
            ),
            new(
                "Send it, or write an accounting profile with changeOrganization.",
                "Inviarlo, oppure scrivere un profilo contabile con changeOrganization."
            )
        ),
        ErrorCode.Field(
            "collection-account-invalid",
            new("The collection account does not have 1 to 35 characters.", "Il conto di incasso non ha da 1 a 35 caratteri."),
            new(
                "Shorten it, or leave it out to use the accounting profile.",
                "Abbreviarlo, oppure ometterlo per usare il profilo contabile."
            )
        ),
        ErrorCode.Field(
            "counterpart-invalid",
            new("The counterpart does not have 1 to 140 characters.", "La controparte non ha da 1 a 140 caratteri."),
            new(
                "Shorten it, or leave it out to use the accounting profile.",
                "Abbreviarla, oppure ometterla per usare il profilo contabile."
            )
        ),
        ErrorCode.Field(
            "executed-on-invalid",
            new(
                "The day of the execution is not between the accounting date and today.",
                "Il giorno dell'esecuzione non è compreso tra la data contabile e oggi."
            ),
            new("Give the day the treasurer executed it.", "Indicare il giorno in cui il tesoriere l'ha eseguita.")
        ),
        ErrorCode.Field(
            "flusso-id-invalid",
            new("The text is not an identificativoFlusso.", "Il testo non è un identificativoFlusso."),
            new("Use the identificativoFlusso of the rendicontazione.", "Usare l'identificativoFlusso della rendicontazione.")
        ),
        ErrorCode.Field(
            "money-to-come",
            new(
                "The money of the statement or flow has not come yet.",
                "Le somme dell'estratto conto o del flusso di rendicontazione non sono ancora state incassate."
            ),
            new(
                "Issue the reversale on the day it comes; if the statement has a wrong day, withdraw it and upload it " + "mended.",
                "Emettere la reversale alla data dell'incasso; se l'estratto conto ha una data errata, ritirarlo e " + "caricarlo corretto."
            )
        ),
        ErrorCode.Warning(
            "more-taken-back",
            new(
                "The flow takes back payments that no line of the reversale can be lowered by.",
                "Il flusso di rendicontazione storna pagamenti per i quali nessuna riga della reversale può essere ridotta."
            ),
            new("Take them off what was booked for these payments.", "Sottrarli da quanto contabilizzato per questi pagamenti.")
        ),
        ErrorCode.Warning(
            "no-treasury-movement",
            new(
                "The money was accounted on the rendicontazione alone: no treasury movement says that it came.",
                "Le somme sono state contabilizzate sulla sola rendicontazione: nessun movimento di tesoreria ne attesta l'incasso."
            ),
            new("Upload the bank statement with the credit and reconcile.", "Caricare l'estratto conto con l'accredito e riconciliare.")
        ),
        ErrorCode.Warning(
            "nothing-allocated",
            new("No accertamento was found for any of the money.", "Per nessuna parte dell'incasso è stato trovato un accertamento."),
            new(
                "Allocate it in accounting, and give the services an accertamento for what comes.",
                "Imputarlo in contabilità e assegnare ai servizi un accertamento per il futuro."
            )
        ),
        ErrorCode.Warning(
            "partly-unallocated",
            new("No accertamento was found for a part of the money.", "Per una parte dell'incasso non è stato trovato un accertamento."),
            new(
                "Allocate it in accounting, and give the services an accertamento for what comes.",
                "Imputarlo in contabilità e assegnare ai servizi un accertamento per il futuro."
            )
        ),
        ErrorCode.Problem(
            409,
            "reversale-annulled",
            new("The reversale is annulled and cannot be executed.", "La reversale è annullata e non può essere eseguita."),
            new("Record the execution of the one that took its place.", "Registrare l'esecuzione di quella che ne ha preso il posto.")
        ),
        ErrorCode.Problem(
            409,
            "reversale-executed",
            new("The treasurer has executed the reversale.", "Il tesoriere ha eseguito la reversale."),
            new(
                "Correct it in accounting; listCorrectionCases states what of it was taken back.",
                "Correggerla in contabilità; listCorrectionCases indica quanto ne è stato stornato."
            )
        ),
        ErrorCode.Problem(
            404,
            "reversale-not-found",
            new("The organization has no such reversale.", "L'ente non ha questa reversale."),
            new("Use an identifier of listReversali.", "Usare un identificativo di listReversali.")
        ),
        ErrorCode.Problem(
            409,
            "reversale-year-over",
            new("The financial year of the reversale is over.", "L'esercizio della reversale è chiuso."),
            new(
                "Correct it in accounting; listCorrectionCases states what of it was taken back.",
                "Correggerla in contabilità; listCorrectionCases indica quanto ne è stato stornato."
            )
        ),
        ErrorCode.Field(
            "statement-or-flusso",
            new("Not exactly one of statementId and flussoId is given.", "Non è indicato esattamente uno tra statementId e flussoId."),
            new(
                "Send the statement whose transfers to account, or one flow.",
                "Inviare l'estratto conto i cui accrediti sono da contabilizzare, oppure un flusso di rendicontazione."
            )
        ),
    ];
}
