using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Reversali;

internal static class ReversaliTexts
{
    public static readonly Wording NotFound = new("Reversale not found", "Reversale non trovata");

    public static readonly Wording NoSuch = new(
        "There is no reversale '{reversale}' in this organization.",
        "Questo ente non ha alcuna reversale '{reversale}'."
    );

    public static readonly Wording StatementOrFlusso = new(
        "exactly one of statementId and flussoId must be given",
        "va indicato esattamente uno tra statementId e flussoId"
    );

    public static readonly Wording SendStatementOrFlusso = new(
        "Send the statement whose transfers to account, or one flow.",
        "Inviare l'estratto conto i cui accrediti sono da contabilizzare, oppure un flusso di rendicontazione."
    );

    public static readonly Wording FlussoIdLength = new("must have 1 to 70 characters", "deve avere da 1 a 70 caratteri");

    public static readonly Wording UseFlussoId = new(
        "Use the identificativoFlusso of the rendicontazione.",
        "Usare l'identificativoFlusso della rendicontazione."
    );

    public static readonly Wording OwnIdentifier = new(
        "is an identifier of ours, not of a PSP",
        "è un identificativo interno, non di un PSP"
    );

    public static readonly Wording UseFlussoIdOfPsp = new(
        "Use the identificativoFlusso of the rendicontazione, which it has as flussoId.",
        "Usare l'identificativoFlusso della rendicontazione, che essa riporta come flussoId."
    );

    public static readonly Wording DateImplausible = new(
        "is not a day between 2000 and 2100",
        "non è un giorno compreso tra il 2000 e il 2100"
    );

    public static readonly Wording UseMovementDate = new(
        "Use the day of the treasury movement, or leave it out.",
        "Usare la data del movimento di tesoreria, oppure ometterla."
    );

    public static readonly Wording CounterpartLength = new("must have 1 to 140 characters", "deve avere da 1 a 140 caratteri");
    public static readonly Wording CollectionAccountLength = new("must have 1 to 35 characters", "deve avere da 1 a 35 caratteri");

    public static readonly Wording ShortenOrUseProfile = new(
        "Shorten it, or leave it out to use the accounting profile.",
        "Abbreviarlo, oppure ometterlo per usare il profilo contabile."
    );

    public static readonly Wording ShortenCounterpart = new(
        "Shorten it, or leave it out to use the accounting profile.",
        "Abbreviarla, oppure ometterla per usare il profilo contabile."
    );

    public static readonly Wording ProfileMissing = new(
        "is neither given nor in the organization's accounting profile",
        "non è né indicato né presente nel profilo contabile dell'ente"
    );

    public static readonly Wording WriteProfile = new(
        "Send it, or write an accounting profile with changeOrganization.",
        "Inviarlo, oppure scrivere un profilo contabile con changeOrganization."
    );

    public static readonly Wording RendicontazioneUnknown = new(
        "is not a rendicontazione of this organization",
        "non è una rendicontazione di questo ente"
    );

    public static readonly Wording UploadRendicontazione = new("Upload the rendicontazione first.", "Caricare prima la rendicontazione.");

    public static readonly Wording StatementUnknown = new(
        "is not a bank statement of this organization",
        "non è un estratto conto di questo ente"
    );

    public static readonly Wording UploadStatement = new(
        "Upload the statement first, and use the id of the answer.",
        "Caricare prima l'estratto conto e usare l'id della risposta."
    );

    public static readonly Wording DateToCome = new("{date} has not come yet", "{date} è una data futura");

    public static readonly Wording GiveDateUpToToday = new(
        "Give a day from that of the money up to today, or leave it out.",
        "Indicare una data compresa tra la data dell'incasso e oggi, oppure ometterla."
    );

    /// <summary>The day of the money, within what is said of it.</summary>
    public static readonly Wording DayOfMovement = new(
        "{date}, the day of the treasury movement of flow {flussoId}",
        "{date}, giorno del movimento di tesoreria del flusso di rendicontazione {flussoId}"
    );

    /// <summary>As <see cref="DayOfMovement"/>, where no movement tells it.</summary>
    public static readonly Wording DayOfTransfer = new(
        "{date}, the day of the transfer that the rendicontazione tells of flow {flussoId}",
        "{date}, giorno del riversamento indicato dal flusso di rendicontazione {flussoId}"
    );

    public static readonly Wording MoneyToCome = new(
        "has money that has not come yet: it comes on {day}",
        "contiene somme non ancora incassate: la data dell'incasso è il {day}"
    );

    public static readonly Wording IssueOnThatDay = new(
        "Issue the reversale on that day or later; if the statement has a wrong day, withdraw it (withdrawBankStatement) "
            + "and upload it mended.",
        "Emettere la reversale in quel giorno o dopo; se l'estratto conto ha una data errata, ritirarlo (withdrawBankStatement) "
            + "e caricarlo corretto."
    );

    public static readonly Wording BeforeMoney = new("{date} is before {day}", "{date} precede il {day}");

    public static readonly Wording GiveDayOfMoney = new(
        "Give {date} or a later day, or leave it out.",
        "Indicare {date} o un giorno successivo, oppure ometterlo."
    );

    public static readonly Wording Executed = new("The treasurer has executed the reversale", "Il tesoriere ha eseguito la reversale");

    public static readonly Wording CorrectExecuted = new(
        "It was executed on {date}. Correct it in accounting; listCorrectionCases states what of it was taken back.",
        "È stata eseguita il {date}. Rettificarla in contabilità; listCorrectionCases indica quanto ne è stato stornato."
    );

    public static readonly Wording YearOver = new("The financial year of the reversale is over", "L'esercizio della reversale è chiuso");

    public static readonly Wording CorrectOfYear = new(
        "It belongs to {year}. Correct it in accounting; listCorrectionCases states what of it was taken back.",
        "È dell'esercizio {year}. Rettificarla in contabilità; listCorrectionCases indica quanto ne è stato stornato."
    );

    public static readonly Wording Annulled = new("The reversale is annulled", "La reversale è annullata");

    public static readonly Wording RecordSuccessor = new(
        "An annulled reversale is not executed: record the execution of the one that took its place.",
        "Una reversale annullata non viene eseguita: registrare l'esecuzione di quella che ne ha preso il posto."
    );

    public static readonly Wording ExecutedOnInvalid = new(
        "{date} is not between the accounting date {accountingDate} and today",
        "{date} non è compreso tra la data contabile {accountingDate} e oggi"
    );

    public static readonly Wording GiveExecutionDay = new(
        "Give the day the treasurer executed it.",
        "Indicare il giorno in cui il tesoriere l'ha eseguita."
    );
}
