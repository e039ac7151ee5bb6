using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts;

internal static class ReceiptsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Field(
                "amount-invalid",
                new("The text or number is not an amount.", "Il testo o il numero non è un importo."),
                new(
                    "Write it as the field is described; in files like 1.234,56.",
                    "Scriverlo come descritto per il campo; nei file come 1.234,56."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "credit-too-low",
            new("Less is owed back to the payer than is asked for.", "A chi ha pagato spetta meno di quanto richiesto."),
            new("Use up to the amount that detail names.", "Usare al massimo l'importo indicato in detail.")
        ),
        ErrorCode.Field(
            "credit-use-not-found",
            new("The credit of the receipt was not used so.", "Il credito della ricevuta non è stato usato in questo modo."),
            new("Use an identifier of payerCreditUses.", "Usare un identificativo di payerCreditUses.")
        ),
        ErrorCode.Anomaly(
            "misplaced-element",
            new(
                "An element of the receipt stands in another place than the schema has it. It was taken.",
                "Un elemento della ricevuta sta in un punto diverso da quello previsto dallo schema. È stato accettato."
            ),
            new("Nothing to do.", "Nessuna azione.")
        ),
        ErrorCode.Problem(
            409,
            "nothing-to-claim",
            new("No more was given back of the receipt than is owed back.", "Della ricevuta non è stato restituito più del dovuto."),
            new("Nothing to do: there is no case to close.", "Nessuna azione: non c'è un caso da chiudere.")
        ),
        ErrorCode.Problem(
            409,
            "notice-claims-already",
            new(
                "All that is the organization's own of the notice claims something else already.",
                "Tutta la parte dell'avviso che spetta all'ente richiede già altro."
            ),
            new("Make another position, and use its notice.", "Creare un'altra posizione debitoria e usarne l'avviso.")
        ),
        ErrorCode.Problem(
            409,
            "notice-not-claiming",
            new(
                "The notice is that of the payment itself, a draft, cancelled or replaced: it asks for nothing.",
                "L'avviso è quello del pagamento stesso, oppure è in bozza, annullato o sostituito: non chiede nulla."
            ),
            new(
                "Make a position for what the payer has to give back, and use its notice.",
                "Creare una posizione debitoria per quanto chi ha pagato deve restituire e usarne l'avviso."
            )
        ),
        ErrorCode
            .Problem(
                404,
                "notice-not-found",
                new("The organization has no such notice.", "L'ente non ha questo avviso."),
                new("Use the 18 digits of one of its notices.", "Usare le 18 cifre di un suo avviso.")
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            409,
            "notice-of-several",
            new(
                "The notice has shares of other organizations, which a credit cannot pay.",
                "L'avviso ha quote di altri enti, che un credito non può pagare."
            ),
            new("Refund the payer instead.", "Rimborsare invece chi ha pagato.")
        ),
        ErrorCode
            .Problem(
                422,
                "receipt-contradictory",
                new(
                    "The receipt contradicts itself or the organization it was sent to.",
                    "La ricevuta contraddice sé stessa o l'ente a cui è stata inviata."
                ),
                new(
                    "Check that the file is whole and meant for this organization.",
                    "Controllare che il file sia integro e destinato a questo ente."
                )
            )
            .Also(CodePlaces.Field | CodePlaces.Failure),
        ErrorCode
            .Problem(
                404,
                "receipt-not-found",
                new("The organization has no such receipt.", "L'ente non ha questa ricevuta."),
                new("Use an identifier of listReceipts.", "Usare un identificativo di listReceipts.")
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            404,
            "receipt-revoked",
            new(
                "The PSP took the payment back: nothing is attested any more.",
                "Il PSP ha revocato il pagamento: non viene più attestato nulla."
            ),
            new("Nothing to do; the receipt as data says when.", "Nessuna azione; la data è nella ricevuta (readReceipt).")
        ),
        ErrorCode
            .Problem(
                422,
                "receipt-unreadable",
                new("The file is not a receipt that can be read.", "Il file non è una ricevuta leggibile."),
                new("Send the receipt as it came.", "Inviare la ricevuta così com'è arrivata.")
            )
            .Also(CodePlaces.Field | CodePlaces.Failure),
        ErrorCode.Problem(
            404,
            "receipt-withdrawn",
            new(
                "What was declared or reported as paid was taken back: nothing is attested any more.",
                "Quanto dichiarato o rendicontato come pagato è stato ritirato: non viene più attestato nulla."
            ),
            new("Nothing to do; the receipt as data says why.", "Nessuna azione; il motivo è nella ricevuta (readReceipt).")
        ),
        ErrorCode.Problem(
            404,
            "receipt-original-not-found",
            new(
                "No message of the node tells of the payment, so there is no original.",
                "Nessun messaggio del nodo riporta il pagamento, perciò non esiste un originale."
            ),
            new("Use the receipt as data or as PDF.", "Usare i dati della ricevuta (readReceipt) o il suo PDF.")
        ),
        ErrorCode.Field(
            "refunded-on-future",
            new("The day of the refund has not come yet.", "La data del rimborso è futura."),
            new("Record the refund once it is made.", "Registrare il rimborso una volta eseguito.")
        ),
        ErrorCode.Anomaly(
            "value-out-of-schema",
            new(
                "A value that no amount or identifier depends on is not as the schema has it. It was shortened or left " + "out.",
                "Un valore da cui non dipendono importi né identificativi non è conforme allo schema. È stato " + "abbreviato o omesso."
            ),
            new("Nothing to do.", "Nessuna azione.")
        ),
    ];
}
