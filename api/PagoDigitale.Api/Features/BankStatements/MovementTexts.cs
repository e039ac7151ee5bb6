using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Of what people decide about movements.</summary>
internal static class MovementTexts
{
    public static readonly Wording NotFound = new("Movement not found", "Movimento non trovato");

    public static readonly Wording NoSuch = new(
        "There is no movement '{movement}' in this organization.",
        "Questo ente non ha alcun movimento '{movement}'."
    );

    public static readonly Wording MovementsCount = new(
        "must hold from 1 to {max} movements, each once",
        "deve contenere da 1 a {max} movimenti, ciascuno una volta"
    );

    public static readonly Wording NameMovements = new(
        "Name the movements that brought the money.",
        "Indicare i movimenti con cui la somma è stata accreditata."
    );

    public static readonly Wording RendicontazioniCount = new(
        "must hold from 1 to {max} rendicontazioni, each once",
        "deve contenere da 1 a {max} rendicontazioni, ciascuna una volta"
    );

    public static readonly Wording NameRendicontazioni = new(
        "Name the rendicontazioni they paid out, or leave the list out.",
        "Indicare le rendicontazioni riversate, oppure omettere l'elenco."
    );

    public static readonly Wording OneTarget = new(
        "exactly one of rendicontazioneIds, receiptId and reversedMovementId must be given",
        "va indicato esattamente uno tra rendicontazioneIds, receiptId e reversedMovementId"
    );

    public static readonly Wording NameTarget = new(
        "Name the rendicontazioni, or the one receipt that the movement pays out by itself, or the credit that the "
            + "movements take back.",
        "Indicare le rendicontazioni, oppure la sola ricevuta che il movimento riversa da solo, oppure l'accredito che i "
            + "movimenti stornano."
    );

    public static readonly Wording OneRendicontazione = new(
        "only one can lose what a part of a credit is taken back from",
        "può contenere una sola rendicontazione, quella da cui si storna una parte dell'accredito"
    );

    public static readonly Wording NameOneRendicontazione = new(
        "Name the one rendicontazione of the credit that loses the money, or leave the list out.",
        "Indicare la sola rendicontazione dell'accredito da cui stornare l'importo, oppure omettere l'elenco."
    );

    public static readonly Wording DifferenceOfStorno = new(
        "means nothing of a credit that is taken back",
        "non ha significato per un accredito stornato"
    );

    public static readonly Wording LeaveDifferenceOut = new(
        "Leave it out: what is not taken back stays with the credit.",
        "Ometterlo: quanto non è stornato resta con l'accredito."
    );

    public static readonly Wording OneMovement = new("is paid out by one movement", "è riversato da un solo movimento");
    public static readonly Wording NameOneMovement = new("Name one movement.", "Indicare un solo movimento.");

    public static readonly Wording MovementUnknown = new(
        "names a movement that this organization does not have",
        "indica un movimento che questo ente non ha"
    );

    public static readonly Wording UseMovements = new(
        "Use the identifiers of listMovements.",
        "Usare gli identificativi di listMovements."
    );

    public static readonly Wording RendicontazioneUnknown = new(
        "names no current rendicontazione of this organization",
        "non indica una rendicontazione attuale di questo ente"
    );

    public static readonly Wording UseRendicontazioni = new(
        "Use the identifiers of listRendicontazioni; of a flow that was revised the last revision counts.",
        "Usare gli identificativi di listRendicontazioni; di un flusso di rendicontazione revisionato vale l'ultima revisione."
    );

    public static readonly Wording ReceiptUnknown = new(
        "is no receipt of the node that this organization has",
        "non è una ricevuta del nodo presente per questo ente"
    );

    public static readonly Wording UseReceipts = new("Use the identifiers of listReceipts.", "Usare gli identificativi di listReceipts.");

    public static readonly Wording RendicontazioneAccounted = new(
        "The rendicontazione is accounted",
        "La rendicontazione è contabilizzata"
    );

    public static readonly Wording AnnulReversaleOfFlow = new(
        "A reversale was issued on {flussoId} and on the movements it has. Annul it first (annulReversale), then repeat the call. Where "
            + "the treasurer has executed it or its year is over, the rendicontazione stays as it is: match a storno to the credit it "
            + "takes back (reversedMovementId), other movements elsewhere.",
        "È stata emessa una reversale su {flussoId} e sui movimenti che ha. Annullarla prima (annulReversale), poi ripetere la chiamata. "
            + "Se il tesoriere l'ha già eseguita o il suo esercizio è chiuso, la rendicontazione resta com'è: abbinare uno storno "
            + "all'accredito che storna (reversedMovementId), altri movimenti altrove."
    );

    public static readonly Wording TakesMoneyAway = new("The movements take money away", "I movimenti sottraggono somme");

    public static readonly Wording NameCreditToo = new(
        "With them the rendicontazione of {total} euro would have {credited}: "
            + "a debit takes back a credit, and pays out nothing. Name the credit too, or ignore the debit (ignoreMovement).",
        "Con essi la rendicontazione di {total} euro ne avrebbe {credited}: "
            + "un addebito storna un accredito e non riversa nulla. Indicare anche l'accredito, oppure escludere l'addebito "
            + "(ignoreMovement)."
    );

    public static readonly Wording ReceiptBrought = new(
        "The receipt has its money elsewhere",
        "La somma della ricevuta è accreditata con un altro movimento"
    );

    public static readonly Wording TakeOtherMovementOff = new(
        "Another movement pays out this receipt. Take that one off with unmatchMovement first, then repeat the call.",
        "Un altro movimento riversa questa ricevuta. Togliere prima quello con unmatchMovement, poi ripetere la chiamata."
    );

    public static readonly Wording MatchRendicontazione = new(
        "A rendicontazione reports this receipt: its money comes with the movement of that flow. "
            + "Match the movement to the rendicontazione.",
        "Una rendicontazione riporta questa ricevuta: la somma è accreditata con il movimento di quel flusso di rendicontazione. "
            + "Abbinare il movimento alla rendicontazione."
    );

    public static readonly Wording AmountsDisagree = new("The amounts do not agree", "Gli importi non coincidono");

    public static readonly Wording AddMissing = new(
        "The movements bring {brought} euro and {missing} are missing. "
            + "Add the movement that is missing, or send acceptDifference: the difference stays an anomaly.",
        "I movimenti portano {brought} euro e ne mancano {missing}. "
            + "Aggiungere il movimento mancante, oppure inviare acceptDifference: la differenza resta un'anomalia."
    );

    public static readonly Wording NameExactly = new(
        "The movements bring {brought} euro and {missing} are missing. "
            + "Name exactly the rendicontazioni that the movements pay out, each of which gets what it misses, "
            + "or send acceptDifference: the last one has the difference, which stays an anomaly.",
        "I movimenti portano {brought} euro e ne mancano {missing}. "
            + "Indicare esattamente le rendicontazioni che i movimenti riversano, ciascuna delle quali riceve quanto le manca, "
            + "oppure inviare acceptDifference: l'ultima ha la differenza, che resta un'anomalia."
    );

    public static readonly Wording Regularised = new("The movement is regularised", "Il movimento è regolarizzato");

    public static readonly Wording ReversaleIsFinal = new(
        "Reversale {reversali} has booked what {movement} brought and cannot be annulled any more: the treasurer has executed it, or "
            + "its year is over. The movement stays where it is. If the bank took the money back, match the debit of the storno to it "
            + "(matchMovements with reversedMovementId); whatever else is wrong is corrected in accounting.",
        "La reversale {reversali} ha contabilizzato quanto portato da {movement} e non è più annullabile: il tesoriere l'ha eseguita, "
            + "oppure il suo esercizio è chiuso. Il movimento resta dov'è. Se la banca ha stornato l'importo, abbinarvi l'addebito dello "
            + "storno (matchMovements con reversedMovementId); ogni altro errore si rettifica in contabilità."
    );

    public static readonly Wording AnnulReversale = new(
        "Reversale {reversali} has booked what {movement} brought. Annul it first (annulReversale), then repeat the call.",
        "La reversale {reversali} ha contabilizzato quanto portato da {movement}. Annullarla prima (annulReversale), poi ripetere la "
            + "chiamata."
    );

    public static readonly Wording NotOpen = new("The movement has its place already", "Il movimento è già abbinato");

    public static readonly Wording TakeOutFirst = new(
        "{movement} is {state}. Take it out with unmatchMovement first, then repeat the call.",
        "{movement} ha lo stato {state}. Toglierlo prima con unmatchMovement, poi ripetere la chiamata."
    );

    public static readonly Wording NoDebit = new("names a credit, which takes nothing back", "indica un accredito, che non storna nulla");

    public static readonly Wording NameDebits = new(
        "Name the debits by which the bank took the money back.",
        "Indicare gli addebiti con cui la banca ha stornato l'importo."
    );

    public static readonly Wording NoCredit = new("is no credit of this organization", "non è un accredito di questo ente");

    public static readonly Wording UseCredit = new(
        "Use the identifier of a credit of listMovements.",
        "Usare l'identificativo di un accredito di listMovements."
    );

    public static readonly Wording OnlyFromRendicontazione = new(
        "A part can only be taken back from a rendicontazione",
        "Una parte si può stornare solo da una rendicontazione"
    );

    public static readonly Wording MatchTogether = new(
        "{credit} pays out nothing yet. Match it and the debits to its rendicontazione together: what they bring counts.",
        "{credit} non riversa ancora nulla. Abbinarlo insieme agli addebiti alla sua rendicontazione: conta quanto portano insieme."
    );

    public static readonly Wording MatchWhatIsRight = new(
        "{credit} pays out one receipt, which a part of it cannot. Take it off with unmatchMovement, then "
            + "match it with what is right.",
        "{credit} riversa una sola ricevuta, e una sua parte non può riversarla. Toglierlo con unmatchMovement, poi "
            + "abbinarlo a ciò che è corretto."
    );

    public static readonly Wording RendicontazioneNeeded = new(
        "does not say which of the credit's rendicontazioni loses the money",
        "non indica da quale delle rendicontazioni dell'accredito stornare l'importo"
    );

    public static readonly Wording NameOneOf = new("Name one of {rendicontazioni}.", "Indicare una tra {rendicontazioni}.");

    public static readonly Wording LessIsLeft = new(
        "The debits take back {taken} euro and of the credit {left} are left. " + "Name only the debits that take back this credit.",
        "Gli addebiti stornano {taken} euro e dell'accredito ne restano {left}. "
            + "Indicare solo gli addebiti che stornano questo accredito."
    );
}
