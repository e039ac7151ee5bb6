using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

internal static class PaymentOptionErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "amount-too-small",
            new("The amount is too small for the payment plan.", "L'importo è troppo piccolo per il piano di pagamento."),
            new("Use a plan of fewer instalments, or one that rounds less.", "Usare un piano di meno rate, oppure uno che arrotondi meno.")
        ),
        ErrorCode.Field(
            "option-before-position",
            new("A payment option begins before its position.", "Un'opzione di pagamento inizia prima della sua posizione debitoria."),
            new("Let it begin with the position, or later.", "Farla iniziare con la posizione debitoria, o dopo.")
        ),
        ErrorCode.Field(
            "option-kind-mismatch",
            new(
                "A payment option has not as many instalments as its kind.",
                "Un'opzione di pagamento non ha tante rate quante ne vuole il suo tipo."
            ),
            new(
                "Send one instalment for 'single' and 'reduced', several for the others.",
                "Inviare una rata per 'single' e 'reduced', più rate per le altre."
            )
        ),
        ErrorCode.Field(
            "options-beside-plan",
            new("Payment options are given beside a plan.", "Le opzioni di pagamento sono indicate insieme a un piano."),
            new("Send the options or the plan, not both.", "Inviare le opzioni oppure il piano, non entrambi.")
        ),
        ErrorCode.Problem(
            409,
            "payment-option-void",
            new(
                "The notice is of a payment option that another took the place of.",
                "L'avviso è di un'opzione di pagamento di cui un'altra ha preso il posto."
            ),
            new(
                "Take back the payment of the other option first, if it was a mistake.",
                "Annullare prima il pagamento dell'altra opzione, se era un errore."
            )
        ),
        ErrorCode.Field(
            "payment-options-count",
            new("There is no payment option, or there are too many.", "Non ci sono opzioni di pagamento, o sono troppe."),
            new("Offer at least one way of paying and at most ten.", "Proporre almeno un modo di pagare e non più di dieci.")
        ),
        ErrorCode.Field(
            "payment-options-sum",
            new(
                "Two payment options ask different amounts for one debt.",
                "Due opzioni di pagamento chiedono importi diversi per lo stesso debito."
            ),
            new(
                "Ask the same in each, or call the one that asks less 'reduced'.",
                "Chiedere lo stesso importo in ognuna, oppure indicare 'reduced' per quella che chiede meno."
            )
        ),
        ErrorCode.Field(
            "payment-plan-not-found",
            new("The service has no such payment plan.", "Il servizio non ha questo piano di pagamento."),
            new("Use one of its plans, or add it with changeService.", "Usare uno dei suoi piani, oppure aggiungerlo con changeService.")
        ),
        ErrorCode.Field(
            "plan-codes-count",
            new("No plan is named, too many are, or one twice.", "Nessun piano è indicato, o troppi, o uno due volte."),
            new("Name from one to ten plans, each once.", "Indicare da uno a dieci piani, ognuno una volta.")
        ),
        ErrorCode.Field(
            "reduction-not-smaller",
            new("A reduced payment option asks no less than the whole.", "Un'opzione di pagamento ridotta non chiede meno dell'intero."),
            new("Ask less in the reduced option.", "Chiedere meno nell'opzione ridotta.")
        ),
        ErrorCode.Field(
            "reduction-of-nothing",
            new(
                "There is a reduced payment option and none that asks the whole.",
                "C'è un'opzione di pagamento ridotta e nessuna che chieda l'intero."
            ),
            new("Add the option that asks the whole amount.", "Aggiungere l'opzione che chiede l'importo intero.")
        ),
        ErrorCode.Field(
            "reduction-without-end",
            new("A reduced payment option could be paid for ever.", "Un'opzione di pagamento ridotta si potrebbe pagare per sempre."),
            new("Give the last day of the reduced amount.", "Indicare l'ultimo giorno dell'importo ridotto.")
        ),
    ];
}
