using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

internal static class PositionsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "allocations-beside-transfers",
            new(
                "Allocations of the instalment are given beside transfers.",
                "Le imputazioni della rata sono indicate insieme ai versamenti."
            ),
            new("Move the allocations into the transfers they belong to.", "Spostare le imputazioni nei versamenti a cui appartengono.")
        ),
        ErrorCode.Field(
            "allocations-count",
            new("The list does not hold from 1 to 20 allocations.", "L'elenco non contiene da 1 a 20 imputazioni."),
            new("Sum the shares of the same accertamento.", "Sommare le quote dello stesso accertamento.")
        ),
        ErrorCode.Field(
            "allocations-of-another",
            new(
                "What belongs to another organization cannot be booked here.",
                "Ciò che spetta a un altro ente non può essere contabilizzato qui."
            ),
            new("Leave the allocations out.", "Omettere le imputazioni.")
        ),
        ErrorCode.Field(
            "allocations-sum",
            new(
                "The allocations do not add up to what they share out.",
                "La somma delle imputazioni non corrisponde a quanto ripartiscono."
            ),
            new("Correct the amounts.", "Correggere gli importi.")
        ),
        ErrorCode
            .Field(
                "amount-missing",
                new("The amount is missing and the service has no price.", "Manca l'importo e il servizio non ha un prezzo."),
                new("Give the amount.", "Indicare l'importo.")
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "amount-not-the-price",
                new("The service has a price and the amount is another one.", "Il servizio ha un prezzo e l'importo è diverso."),
                new(
                    "Ask the price, or let the service take other amounts (allowsOtherAmounts).",
                    "Indicare un importo pari al prezzo, oppure consentire al servizio altri importi (allowsOtherAmounts)."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "amount-of-several-shares",
            new(
                "The instalment is split into transfers or allocations whose new amounts are not known.",
                "La rata è suddivisa in versamenti o imputazioni di cui non si conoscono i nuovi importi."
            ),
            new(
                "Cancel the position and create it again with the new shares.",
                "Annullare la posizione debitoria e crearla di nuovo con le nuove quote."
            )
        ),
        ErrorCode
            .Field(
                "amount-too-large",
                new(
                    "The parts add up to more than a position can hold.",
                    "La somma delle parti supera quanto può contenere una posizione debitoria."
                ),
                new("Split the debt over several positions.", "Suddividere il debito in più posizioni debitorie.")
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "before-valid-from",
            new(
                "The instalment is due before the first day it can be paid.",
                "La rata scade prima del primo giorno in cui può essere pagata."
            ),
            new("Let the instalment fall due after it can be paid.", "Indicare una scadenza non anteriore al primo giorno di pagamento.")
        ),
        ErrorCode.Warning(
            "check-digits-wrong",
            new(
                "The check digits of a notice number made elsewhere do not hold; it is registered as it came.",
                "Le cifre di controllo di un numero di avviso creato altrove non sono corrette; è registrato così come " + "è arrivato."
            ),
            new(
                "Compare it with the paper the payer holds; if a digit was mistyped, cancel the position and create it " + "again.",
                "Confrontarlo con l'avviso in possesso del pagatore; se una cifra è errata, annullare la posizione debitoria "
                    + "e crearla di nuovo."
            )
        ),
        ErrorCode
            .Field(
                "due-date-passed",
                new(
                    "The due date has passed and late payments are not taken.",
                    "La scadenza è passata e non si accettano pagamenti tardivi."
                ),
                new(
                    "Give a day from today on, or let the payment option or the service be paid late (keepPayableAfterDueDate, "
                        + "paga_dopo_scadenza of a row).",
                    "Indicare una data da oggi in poi, oppure consentire il pagamento tardivo dell'opzione di pagamento o del servizio "
                        + "(keepPayableAfterDueDate, paga_dopo_scadenza di una riga)."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "due-dates-out-of-order",
            new("The instalment is due before the one in front of it.", "La rata scade prima di quella che la precede."),
            new("Send the instalments in the order they fall due.", "Inviare le rate in ordine di scadenza.")
        ),
        ErrorCode
            .Problem(
                409,
                "external-id-taken",
                new(
                    "The external identifier belongs to something else that exists already.",
                    "L'identificativo esterno appartiene a un'altra risorsa già esistente."
                ),
                new(
                    "Use another identifier, or the thing that has it.",
                    "Usare un altro identificativo, oppure la risorsa a cui appartiene."
                )
            )
            .Also(CodePlaces.Field | CodePlaces.Row),
        ErrorCode.Field(
            "first-day-passed",
            new("The first day of the replacement has passed.", "Il primo giorno della sostituzione è passato."),
            new("Give a day from today on.", "Indicare una data da oggi in poi.")
        ),
        ErrorCode.Field(
            "first-day-too-early",
            new(
                "The first day comes before pagoPA has the new account: notices that name it could not be paid.",
                "Il primo giorno precede quello in cui pagoPA conosce il nuovo conto: gli avvisi che lo indicano non "
                    + "sarebbero pagabili."
            ),
            new("Give the day that message names, or a later one.", "Indicare la data riportata in message, o una successiva.")
        ),
        ErrorCode.Field(
            "iban-missing",
            new(
                "The transfer goes to another organization, whose account is not known here.",
                "Il versamento va a un altro ente, di cui qui non si conosce il conto."
            ),
            new("Give the account of the other organization.", "Indicare il conto dell'altro ente.")
        ),
        ErrorCode.Field(
            "iban-of-another",
            new(
                "The account is not one that the other organization collects on.",
                "Il conto non è tra quelli su cui l'altro ente incassa."
            ),
            new(
                "Ask the organization for the account it has registered with pagoPA.",
                "Chiedere all'ente il conto che ha registrato presso pagoPA."
            )
        ),
        ErrorCode.Problem(
            404,
            "iban-replacement-not-found",
            new("The organization has no such replacement of an account.", "L'ente non ha questa sostituzione di un conto."),
            new("Use the identifier that replaceIban answered.", "Usare l'identificativo restituito da replaceIban.")
        ),
        ErrorCode.Field(
            "iban-same",
            new("The account to put in its place is the one to be replaced.", "Il conto sostitutivo è lo stesso da sostituire."),
            new("Give the account that takes its place.", "Indicare il conto che ne prende il posto.")
        ),
        ErrorCode.Field(
            "instalment-not-found",
            new("The position has no such instalment.", "La posizione debitoria non ha questa rata."),
            new("Use the identifiers that the position shows.", "Usare gli identificativi mostrati dalla posizione debitoria.")
        ),
        ErrorCode.Problem(
            409,
            "instalment-not-payable",
            new(
                "The instalment is a draft, cancelled or over: no payment of it can be recorded.",
                "La rata è in bozza, annullata o conclusa: non se ne può registrare il pagamento."
            ),
            new("Publish or reopen the position first.", "Prima pubblicare o riaprire la posizione debitoria.")
        ),
        ErrorCode.Field(
            "instalment-repeated",
            new("The instalment is named twice.", "La rata è indicata due volte."),
            new("Put all changes of an instalment together.", "Riunire tutte le modifiche di una rata.")
        ),
        ErrorCode.Field(
            "instalments-count",
            new("The list holds no instalment, or too many.", "L'elenco non contiene rate, o ne contiene troppe."),
            new(
                "Split the debt in at most 72 instalments; the options of a position have 100 in all.",
                "Suddividere il debito in non più di 72 rate; le opzioni di una posizione ne hanno in tutto 100."
            )
        ),
        ErrorCode.Field(
            "metadata-key-invalid",
            new("The key of the entry is empty, too long or has blanks.", "La chiave della voce è vuota, troppo lunga o contiene spazi."),
            new(
                "Write the key as the dictionary of pagoPA has it, like RC_CAP_1.",
                "Scrivere la chiave come nel dizionario di pagoPA, ad esempio RC_CAP_1."
            )
        ),
        ErrorCode.Field(
            "metadata-key-repeated",
            new("The same key is there before.", "La stessa chiave è già presente."),
            new("Number the keys of several details: RC_CAP_1, RC_CAP_2.", "Numerare le chiavi di più dettagli: RC_CAP_1, RC_CAP_2.")
        ),
        ErrorCode.Field(
            "metadata-key-reserved",
            new(
                "The entry is written by the platform, from the postal account of the transfer.",
                "La voce è scritta dalla piattaforma, a partire dal conto postale del versamento."
            ),
            new("Give the account as postalIban and leave the entry out.", "Indicare il conto in postalIban e omettere la voce.")
        ),
        ErrorCode.Field(
            "metadata-name-length",
            new("The name of a label is empty or too long.", "Il nome di un'etichetta è vuoto o troppo lungo."),
            new("Give it a short name.", "Darle un nome breve.")
        ),
        ErrorCode.Field(
            "metadata-too-large",
            new("There are more labels, or entries, than may be.", "Le etichette, o le voci, sono più di quante ne siano ammesse."),
            new("Keep the few that are needed.", "Tenere le poche necessarie.")
        ),
        ErrorCode.Field(
            "metadata-value-invalid",
            new("The value of the entry is empty or too long.", "Il valore della voce è vuoto o troppo lungo."),
            new("Shorten the value, or leave the entry out.", "Abbreviare il valore, oppure omettere la voce.")
        ),
        ErrorCode
            .Problem(
                409,
                "no-default-station",
                new(
                    "A notice number needs an active default station, and the organization has none.",
                    "Un numero di avviso richiede una stazione predefinita attiva e l'ente non ne ha."
                ),
                new("Create a station, or make one the default.", "Creare una stazione, oppure renderne una predefinita.")
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Problem(
            409,
            "not-paid-outside",
            new(
                "No payment outside the node was recorded for the instalment.",
                "Per la rata non è registrato alcun pagamento fuori dal nodo."
            ),
            new("Withdraw only what was recorded with recordOutsidePayment.", "Ritirare solo quanto registrato con recordOutsidePayment.")
        ),
        ErrorCode.Field(
            "notice-number-aux-digit",
            new("The number begins with a digit that no notice has.", "Il numero inizia con una cifra che nessun avviso ha."),
            new("Copy the number from the notice: it begins with 0, 1, 2 or 3.", "Copiare il numero dall'avviso: inizia con 0, 1, 2 o 3.")
        ),
        ErrorCode.Field(
            "notice-number-invalid",
            new("The text is not a notice number.", "Il testo non è un numero di avviso."),
            new(
                "Give the 18 digits of the notice, leading zeros included.",
                "Indicare le 18 cifre dell'avviso, compresi gli zeri iniziali."
            )
        ),
        ErrorCode.Field(
            "notice-number-not-routable",
            new(
                "The number names a station that the organization does not have: the node could not find it.",
                "Il numero indica una stazione che l'ente non ha: il nodo non potrebbe trovarla."
            ),
            new(
                "Register that station first; it may be put aside afterwards.",
                "Registrare prima quella stazione; in seguito può essere disattivata."
            )
        ),
        ErrorCode.Field(
            "notice-number-repeated",
            new("Two instalments of the request have the same IUV.", "Due rate della richiesta hanno lo stesso IUV."),
            new("Give each instalment a number of its own.", "Assegnare a ogni rata un numero proprio.")
        ),
        ErrorCode.Field(
            "notice-number-reserved",
            new(
                "The node uses this number to try whether a station answers.",
                "Il nodo usa questo numero per verificare se una stazione risponde."
            ),
            new("Copy the number from the notice.", "Copiare il numero dall'avviso.")
        ),
        ErrorCode.Warning(
            "open-notices-credit-account",
            new("Open notices still credit the account that was put aside.", "Avvisi aperti accreditano ancora il conto disattivato."),
            new(
                "Put another account in its place with replaceIban, before the bank closes it.",
                "Sostituirlo con un altro conto tramite replaceIban, prima che la banca lo chiuda."
            )
        ),
        ErrorCode.Warning(
            "open-notices-stay-payable",
            new("Open notices stay payable in spite of the change.", "Gli avvisi aperti restano pagabili nonostante la modifica."),
            new(
                "Nothing has to be done for them; cancel the positions that nobody is to pay.",
                "Nessuna azione per essi; annullare le posizioni debitorie che nessuno deve pagare."
            )
        ),
        ErrorCode.Warning(
            "open-notices-stopped",
            new(
                "Open notices cannot be paid any more because of the change.",
                "Gli avvisi aperti non sono più pagabili a causa della modifica."
            ),
            new("Do what remedy says to make them payable again.", "Seguire quanto indicato in remedy per renderli di nuovo pagabili.")
        ),
        ErrorCode.Field(
            "paid-on-future",
            new("The day of the payment has not come yet.", "La data del pagamento è futura."),
            new("Give the day the money came in.", "Indicare la data dell'incasso.")
        ),
        ErrorCode
            .Problem(
                409,
                "payment-in-progress",
                new(
                    "Somebody is paying the notice, so the debt may be paid in a moment.",
                    "È in corso il pagamento dell'avviso, quindi il debito può risultare pagato tra poco."
                ),
                new(
                    "Wait until the instant that the text names, or cancel with force=true: the money is owed back then.",
                    "Attendere l'istante indicato nel testo, oppure annullare con force=true: la somma sarà da rimborsare."
                )
            )
            .Also(CodePlaces.Warning),
        ErrorCode.Problem(
            409,
            "position-already-paid",
            new(
                "Something of the position is paid, and what is paid stays as it is.",
                "Una parte della posizione debitoria è pagata, e ciò che è pagato resta com'è."
            ),
            new(
                "Leave what is paid as it is; where detail says what to do about the rest, or about a receipt that is awaited, do that.",
                "Lasciare com'è ciò che è pagato; se detail indica come procedere per il residuo, o per una ricevuta attesa, seguirlo."
            )
        ),
        ErrorCode
            .Problem(
                409,
                "position-cancelled",
                new("The position is cancelled: nobody can pay it.", "La posizione debitoria è annullata: nessuno può pagarla."),
                new(
                    "Reopen it with reopenPosition if the debt is owed after all.",
                    "Se il debito è comunque dovuto, riaprirla con reopenPosition."
                )
            )
            .Also(CodePlaces.Warning),
        ErrorCode.Problem(
            409,
            "position-is-draft",
            new("The position is a draft and has never been payable.", "La posizione debitoria è in bozza e non è mai stata pagabile."),
            new("Publish it instead.", "Pubblicarla.")
        ),
        ErrorCode.Problem(
            404,
            "position-not-found",
            new("The organization has no such position.", "L'ente non ha questa posizione debitoria."),
            new("Use an identifier of listPositions.", "Usare un identificativo di listPositions.")
        ),
        ErrorCode.Problem(
            409,
            "position-payment-given-back",
            new(
                "A payment of the position was given back or assigned, so it cannot be reopened.",
                "Un pagamento della posizione debitoria è stato restituito o attribuito ad altro, perciò non può " + "essere riaperta."
            ),
            new("Create a new position for what is owed.", "Creare una nuova posizione debitoria per quanto è dovuto.")
        ),
        ErrorCode.Warning(
            "notice-replaced",
            new(
                "The position was sent again with other instalments, and the notice is no part of it any more.",
                "La posizione debitoria è stata inviata di nuovo con altre rate, e l'avviso non ne fa più parte."
            ),
            new("Give out the notices that it has now.", "Consegnare gli avvisi che ha ora.")
        ),
        ErrorCode.Warning(
            "printed-with-other-debtor",
            new("The notice was printed before, with another debtor.", "L'avviso era già stato stampato, con un altro soggetto debitore."),
            new(
                "Print it again where the paper has to show the debtor as it is now.",
                "Stamparlo di nuovo se l'avviso deve mostrare il soggetto debitore attuale."
            )
        ),
        ErrorCode.Warning(
            "printed-with-other-terms",
            new(
                "The notice was printed before, with another amount, day or text.",
                "L'avviso era già stato stampato, con un altro importo, un'altra data o un altro testo."
            ),
            new(
                "Print it again, and see that the payer gets the new paper.",
                "Stamparlo di nuovo e far avere il nuovo avviso a chi deve pagare."
            )
        ),
        ErrorCode.Problem(
            409,
            "replacement-not-cancellable",
            new("The replacement has begun or is over.", "La sostituzione è iniziata o conclusa."),
            new(
                "Replace the new account with the old one to change it back.",
                "Per tornare indietro, sostituire il nuovo conto con quello vecchio."
            )
        ),
        ErrorCode.Problem(
            409,
            "replacement-scheduled",
            new(
                "A replacement of the account is scheduled or running already.",
                "Una sostituzione del conto è già programmata o in corso."
            ),
            new(
                "Cancel it first with cancelIbanReplacement, or wait for it.",
                "Annullarla prima con cancelIbanReplacement, oppure attenderla."
            )
        ),
        ErrorCode
            .Field(
                "service-inactive",
                new("The service is there and takes no new positions.", "Il servizio esiste e non accetta nuove posizioni debitorie."),
                new("Make the service active again, or use another one.", "Riattivare il servizio, oppure usarne un altro.")
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "service-without-accertamento",
            new(
                "The service has no active accertamento to allocate to.",
                "Il servizio non ha un accertamento attivo a cui imputare le riscossioni."
            ),
            new("Give it one with changeService, then repeat the call.", "Assegnargliene uno con changeService, poi ripetere la chiamata.")
        ),
        ErrorCode.Field(
            "transfers-count",
            new("The list does not hold from 1 to 5 transfers.", "L'elenco non contiene da 1 a 5 versamenti."),
            new(
                "Use at most five transfers: pagoPA takes no more on a notice.",
                "Usare al massimo cinque versamenti: pagoPA non ne accetta di più per avviso."
            )
        ),
        ErrorCode.Field(
            "transfers-sum",
            new("The transfers do not add up to the instalment.", "La somma dei versamenti non corrisponde alla rata."),
            new("Correct the amounts.", "Correggere gli importi.")
        ),
        ErrorCode
            .Field(
                "valid-until-before-due-date",
                new("The last day of payment comes before the due date.", "L'ultimo giorno di pagamento precede la scadenza."),
                new("Put it on the due date or later.", "Portarlo alla scadenza o dopo.")
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "valid-until-passed",
                new("The last day of payment has passed.", "L'ultimo giorno di pagamento è passato."),
                new("Give a day from today on.", "Indicare una data da oggi in poi.")
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "validity-over",
            new("The last day of payment of the notice has passed.", "L'ultimo giorno di pagamento dell'avviso è passato."),
            new("Change its dates first.", "Modificarne prima le date.")
        ),
    ];
}
