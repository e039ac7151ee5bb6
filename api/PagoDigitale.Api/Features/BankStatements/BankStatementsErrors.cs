using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

internal static class BankStatementsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "accept-difference-of-storno",
            new(
                "acceptDifference means nothing of a credit that is taken back.",
                "acceptDifference non ha significato per un accredito stornato."
            ),
            new("Leave it out.", "Ometterlo.")
        ),
        ErrorCode
            .Row(
                "ambiguous-amount",
                new(
                    "Other amounts of the file have decimals after a point, so the point of this one may separate "
                        + "thousands or decimals.",
                    "Altri importi del file hanno i decimali dopo il punto, perciò il punto di questo può separare le "
                        + "migliaia o i decimali."
                ),
                new(
                    "Write it with two decimals, like 1234.00, and upload the file again.",
                    "Scriverlo con due decimali, ad esempio 1234.00, e caricare di nuovo il file."
                )
            )
            .Also(CodePlaces.Warning),
        ErrorCode.Problem(
            409,
            "amounts-disagree",
            new(
                "The amounts of the movements and of what they pay out or take back do not agree.",
                "Gli importi dei movimenti e di ciò che riversano o stornano non coincidono."
            ),
            new(
                "Name other movements; where the difference is to stay, send acceptDifference.",
                "Indicare altri movimenti; se la differenza deve restare, inviare acceptDifference."
            )
        ),
        ErrorCode
            .Problem(
                404,
                "bank-statement-not-found",
                new("The organization has no such bank statement.", "L'ente non ha questo estratto conto."),
                new(
                    "Upload the statement first, and use the id of the answer.",
                    "Caricare prima l'estratto conto e usare l'id della risposta."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Field(
            "columns-unrecognised",
            new(
                "The file has no headings that say where date, amount and description are, or nothing below them.",
                "Il file non ha intestazioni che dicano dove sono data, importo e descrizione, oppure sotto non c'è " + "nulla."
            ),
            new("Send dateColumn, amountColumn and descriptionColumn.", "Inviare dateColumn, amountColumn e descriptionColumn.")
        ),
        ErrorCode.Problem(
            409,
            "credit-pays-out-nothing",
            new(
                "A part can only be taken back from a credit that pays out a rendicontazione.",
                "Una parte si può stornare solo da un accredito che riversa una rendicontazione."
            ),
            new(
                "Match the credit and the debits to the rendicontazione together.",
                "Abbinare insieme l'accredito e gli addebiti alla rendicontazione."
            )
        ),
        ErrorCode.Field(
            "encoding-unknown",
            new("The encoding is none that is read.", "La codifica non è tra quelle che vengono lette."),
            new(
                "Use one that the operation names, or leave it out to have it recognised.",
                "Usare una di quelle indicate dall'operazione, oppure ometterla perché sia riconosciuta."
            )
        ),
        ErrorCode.Row(
            "invalid-sign",
            new("The sign of the line is none that is known.", "Il segno della riga non è tra quelli conosciuti."),
            new("Use dare and avere, D and A, debit and credit, or - and +.", "Usare dare e avere, D e A, debit e credit, oppure - e +.")
        ),
        ErrorCode.Field(
            "money-out-column",
            new(
                "The column of amounts is one of money out, as the file calls it.",
                "La colonna degli importi è una colonna di uscite, secondo il file stesso."
            ),
            new("Send it as debitColumn.", "Inviarla come debitColumn.")
        ),
        ErrorCode.Problem(
            409,
            "movement-decided",
            new("A person matched movements of the statement.", "Una persona ha abbinato movimenti dell'estratto conto."),
            new(
                "Take them out with unmatchMovement first, then repeat the call.",
                "Toglierli prima con unmatchMovement, poi ripetere la chiamata."
            )
        ),
        ErrorCode.Field(
            "movement-not-debit",
            new("A credit is named where debits take money back.", "È indicato un accredito dove servono gli addebiti di uno storno."),
            new("Name the debits by which the bank took the money back.", "Indicare gli addebiti con cui la banca ha stornato l'importo.")
        ),
        ErrorCode
            .Problem(
                404,
                "movement-not-found",
                new(
                    "The organization has no such movement, or it is none of the kind asked for.",
                    "L'ente non ha questo movimento, oppure non è del tipo richiesto."
                ),
                new("Use an identifier of listMovements.", "Usare un identificativo di listMovements.")
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            409,
            "movement-not-open",
            new("The movement has its place already.", "Il movimento è già abbinato."),
            new(
                "Take it out with unmatchMovement first, then repeat the call.",
                "Toglierlo prima con unmatchMovement, poi ripetere la chiamata."
            )
        ),
        ErrorCode.Problem(
            409,
            "movement-regularised",
            new("A reversale has booked what the movement brought.", "Una reversale ha contabilizzato quanto portato dal movimento."),
            new(
                "Annul the reversale first (annulReversale), then repeat the call; where it is executed, or of a year that is over, do "
                    + "what detail says.",
                "Annullare prima la reversale (annulReversale), poi ripetere la chiamata; se è già eseguita o di un esercizio chiuso, "
                    + "seguire quanto indicato in detail."
            )
        ),
        ErrorCode.Field(
            "movements-count",
            new(
                "The list of movements is empty, too long or names one twice.",
                "L'elenco dei movimenti è vuoto, troppo lungo o contiene un elemento ripetuto."
            ),
            new(
                "Name the movements that brought the money, each once.",
                "Indicare, una volta ciascuno, i movimenti con cui la somma è stata accreditata."
            )
        ),
        ErrorCode
            .Problem(
                422,
                "no-movements",
                new("No line of the statement could be read.", "Nessuna riga dell'estratto conto è leggibile."),
                new(
                    "Count the columns from 1, and check the separator and the first row when you give them.",
                    "Contare le colonne a partire da 1 e, se indicati, controllare il separatore e la prima riga."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Field(
            "one-movement",
            new("A receipt is paid out by one movement.", "Una ricevuta è riversata da un solo movimento."),
            new("Name one movement.", "Indicare un solo movimento.")
        ),
        ErrorCode.Field(
            "one-rendicontazione",
            new("A credit is taken back from one rendicontazione only.", "Un accredito si storna da una sola rendicontazione."),
            new(
                "Name the one that loses the money, or leave the list out.",
                "Indicare quella da cui stornare l'importo, oppure omettere l'elenco."
            )
        ),
        ErrorCode.Field(
            "one-target",
            new(
                "Not exactly one of rendicontazioneIds, receiptId and reversedMovementId is given.",
                "Non è indicato esattamente uno tra rendicontazioneIds, receiptId e reversedMovementId."
            ),
            new(
                "Say what the movements pay out, or which credit they take back.",
                "Indicare che cosa riversano i movimenti, oppure quale accredito stornano."
            )
        ),
        ErrorCode.Problem(
            409,
            "receipt-brought",
            new(
                "The money of the receipt comes, or came, with another movement.",
                "La somma della ricevuta è accreditata, o lo sarà, con un altro movimento."
            ),
            new(
                "Take that movement off with unmatchMovement first, then repeat the call.",
                "Togliere prima quel movimento con unmatchMovement, poi ripetere la chiamata."
            )
        ),
        ErrorCode.Problem(
            409,
            "rendicontazione-accounted",
            new(
                "A reversale was issued on the rendicontazione and on the movements it has.",
                "È stata emessa una reversale sulla rendicontazione e sui movimenti che ha."
            ),
            new(
                "Annul the reversale first (annulReversale), then repeat the call; where it is executed, or of a year that is over, do "
                    + "what detail says.",
                "Annullare prima la reversale (annulReversale), poi ripetere la chiamata; se è già eseguita o di un esercizio chiuso, "
                    + "seguire quanto indicato in detail."
            )
        ),
        ErrorCode.Field(
            "rendicontazione-needed",
            new(
                "The credit pays out several rendicontazioni, and none is named.",
                "L'accredito riversa più rendicontazioni e non ne è indicata nessuna."
            ),
            new("Name the one that loses the money.", "Indicare quella da cui stornare l'importo.")
        ),
        ErrorCode.Field(
            "rendicontazioni-count",
            new(
                "The list of rendicontazioni is empty, too long or names one twice.",
                "L'elenco delle rendicontazioni è vuoto, troppo lungo o contiene un elemento ripetuto."
            ),
            new(
                "Name the rendicontazioni they paid out, each once, or leave the list out.",
                "Indicare, una volta ciascuna, le rendicontazioni riversate, oppure omettere l'elenco."
            )
        ),
        ErrorCode.Field(
            "separator-invalid",
            new("The separator is not one character.", "Il separatore non è un solo carattere."),
            new("Use one character, for example ;, or leave it out.", "Usare un solo carattere, ad esempio ;, oppure ometterlo.")
        ),
        ErrorCode.Field(
            "sign-or-debit",
            new(
                "A column of the sign and a column of money out are both given.",
                "Sono indicate sia una colonna del segno sia una colonna delle uscite."
            ),
            new("Give the one that the file has.", "Indicare quella presente nel file.")
        ),
        ErrorCode.Problem(
            409,
            "statement-repeated",
            new("A later statement repeats lines of this one.", "Un estratto conto successivo ripete righe di questo."),
            new(
                "Withdraw the later one first, and load it again after this one.",
                "Ritirare prima quello successivo e caricarlo di nuovo dopo questo."
            )
        ),
        ErrorCode.Row(
            "two-amounts",
            new("The line has money in and money out.", "La riga ha sia un'entrata sia un'uscita."),
            new("Check the columns.", "Controllare le colonne.")
        ),
        ErrorCode.Row(
            "two-signs",
            new(
                "The amount has a sign, and the column of the sign says another time which way it went.",
                "L'importo ha un segno e la colonna del segno ne indica un'altra volta il verso."
            ),
            new("Check the columns.", "Controllare le colonne.")
        ),
    ];
}
