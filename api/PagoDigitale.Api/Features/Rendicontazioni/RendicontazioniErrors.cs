using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Rendicontazioni;

internal static class RendicontazioniErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Anomaly(
            "accounted-amount-changed",
            new(
                "A reversale was issued on the earlier revision, whose total was different.",
                "È stata emessa una reversale sulla revisione precedente, che aveva un altro totale."
            ),
            new(
                "Annul the reversale and issue it again, or correct it in accounting.",
                "Annullare la reversale ed emetterla di nuovo, oppure correggerla in contabilità."
            )
        ),
        ErrorCode.Anomaly(
            "accounted-payments-changed",
            new(
                "A reversale was issued on the earlier revision, which had other payments.",
                "È stata emessa una reversale sulla revisione precedente, che aveva altri pagamenti."
            ),
            new(
                "Annul the reversale and issue it again, or correct it in accounting.",
                "Annullare la reversale ed emetterla di nuovo, oppure correggerla in contabilità."
            )
        ),
        ErrorCode.Anomaly(
            "amount-mismatch",
            new(
                "The movements that pay out the rendicontazione bring another amount than its total.",
                "Gli accrediti relativi alla rendicontazione portano un importo diverso dal suo totale."
            ),
            new(
                "Match the movement that is missing, or ask the PSP for the difference.",
                "Abbinare il movimento mancante, oppure chiedere al PSP la differenza."
            )
        ),
        ErrorCode.Anomaly(
            "count-mismatch",
            new(
                "The rendicontazione has another number of rows than it says.",
                "La rendicontazione ha un numero di righe diverso da quello dichiarato."
            ),
            new("Ask the PSP whether rows are missing.", "Chiedere al PSP se mancano righe.")
        ),
        ErrorCode
            .Row(
                "duplicate-row",
                new("Another row of the same file says the same.", "Un'altra riga dello stesso file è identica."),
                new(
                    "Of a flow: remove it, or give both different external codes if both are owed. Of a rendicontazione: " + "ask the PSP.",
                    "In un flusso di posizioni debitorie: toglierla, o assegnare alle due codici esterni diversi se entrambe sono dovute. "
                        + "In una rendicontazione: chiedere al PSP."
                )
            )
            .Also(CodePlaces.Anomaly),
        ErrorCode
            .Problem(
                422,
                "rendicontazione-unreadable",
                new("The file is not a rendicontazione that can be read.", "Il file non è una rendicontazione leggibile."),
                new(
                    "Send the file as the PSP published it: a FlussoRiversamento, well-formed and with its header.",
                    "Inviare il file come pubblicato dal PSP: un FlussoRiversamento ben formato e con la sua intestazione."
                )
            )
            .Also(CodePlaces.Field | CodePlaces.Failure),
        ErrorCode.Anomaly(
            "id-too-long",
            new(
                "An identifier of the rendicontazione is longer than the specification has it. It was taken as it is.",
                "Un identificativo della rendicontazione è più lungo di quanto previsto dalla specifica. È stato " + "accettato così com'è."
            ),
            new("Nothing to do.", "Nessuna azione.")
        ),
        ErrorCode.Anomaly(
            "invalid-id",
            new(
                "An identifier of the rendicontazione has characters that the specification does not allow. It was " + "taken as it is.",
                "Un identificativo della rendicontazione ha caratteri non ammessi dalla specifica. È stato accettato " + "così com'è."
            ),
            new("Nothing to do.", "Nessuna azione.")
        ),
        ErrorCode.Anomaly(
            "invalid-row",
            new(
                "A row of the rendicontazione cannot be read and was left out.",
                "Una riga della rendicontazione non è leggibile ed è stata omessa."
            ),
            new("Ask the PSP for a rendicontazione without the fault.", "Chiedere al PSP una rendicontazione senza l'errore.")
        ),
        ErrorCode.Anomaly(
            "negative-amount",
            new(
                "The amount of a row is negative and the payment is not revoked.",
                "L'importo di una riga è negativo e il pagamento non è revocato."
            ),
            new("Ask the PSP what the row means.", "Chiedere al PSP che cosa significa la riga.")
        ),
        ErrorCode
            .Problem(
                422,
                "receiver-mismatch",
                new("The rendicontazione is meant for another organization.", "La rendicontazione è destinata a un altro ente."),
                new("Send it to the organization it was written for.", "Inviarla all'ente per cui è stata scritta.")
            )
            .Also(CodePlaces.Field | CodePlaces.Failure),
        ErrorCode
            .Problem(
                409,
                "rendicontazione-differs",
                new(
                    "Another file with the same flow id, PSP and date is there. This one is kept in quarantine, and among "
                        + "the refused messages.",
                    "È presente un altro file con lo stesso identificativo del flusso di rendicontazione, lo stesso PSP e la stessa data. "
                        + "Questo resta in quarantena, tra i messaggi rifiutati."
                ),
                new(
                    "Compare the two; replay the refused message if this one is right, dismiss it if not.",
                    "Confrontare i due; rielaborare il messaggio rifiutato se è quello corretto, altrimenti archiviarlo."
                )
            )
            .Also(CodePlaces.Anomaly | CodePlaces.Failure),
        ErrorCode
            .Problem(
                404,
                "rendicontazione-not-found",
                new("The organization has no such rendicontazione.", "L'ente non ha questa rendicontazione."),
                new(
                    "Upload it first, or use an identifier of listRendicontazioni; of a revised flow the last revision " + "counts.",
                    "Caricarla prima, o usare un identificativo di listRendicontazioni; di un flusso di rendicontazione revisionato vale "
                        + "l'ultima revisione."
                )
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            422,
            "replay-refused",
            new(
                "The message still cannot be taken; errors says why.",
                "Il messaggio non può ancora essere acquisito; errors ne indica il motivo."
            ),
            new("Mend the reason and replay again.", "Rimuovere la causa e rielaborare di nuovo.")
        ),
        ErrorCode.Anomaly(
            "revoked-added",
            new(
                "A payment is revoked, and the total adds it instead of taking it off.",
                "Un pagamento è revocato e il totale lo somma invece di sottrarlo."
            ),
            new(
                "Nothing to do: it counts as taken back. Ask the PSP if the total does not agree with the money.",
                "Nessuna azione: è trattato come stornato. Chiedere al PSP se il totale non corrisponde all'accredito."
            )
        ),
        ErrorCode.Anomaly(
            "sum-mismatch",
            new(
                "The rows do not add up to the total of the rendicontazione.",
                "La somma delle righe non corrisponde al totale della rendicontazione."
            ),
            new("Ask the PSP; what is booked follows the rows.", "Chiedere al PSP; si contabilizza secondo le righe.")
        ),
        ErrorCode.Anomaly(
            "too-many-anomalies",
            new("There are more anomalies than are listed.", "Le anomalie sono più di quelle elencate."),
            new("Look at those that are listed first.", "Esaminare prima quelle elencate.")
        ),
        ErrorCode.Anomaly(
            "transfer-index-out-of-range",
            new("The index of a transfer is not between 1 and 5.", "L'indice di un versamento non è tra 1 e 5."),
            new("Nothing to do: the payment is found by its IUV.", "Nessuna azione: il pagamento si trova con il suo IUV.")
        ),
        ErrorCode.Anomaly(
            "unexpected-element",
            new(
                "The message has an element that the schema does not. It was passed over.",
                "Il messaggio ha un elemento che lo schema non prevede. È stato ignorato."
            ),
            new("Nothing to do.", "Nessuna azione.")
        ),
        ErrorCode.Anomaly(
            "unknown-outcome",
            new("The outcome of a row is none of 0, 3, 4, 8, 9.", "L'esito di una riga non è nessuno tra 0, 3, 4, 8, 9."),
            new("Ask the PSP what the row means.", "Chiedere al PSP che cosa significa la riga.")
        ),
        ErrorCode.Anomaly(
            "unknown-version",
            new(
                "The rendicontazione is of a version that is not known. It was read all the same.",
                "La rendicontazione è di una versione non conosciuta. È stata letta comunque."
            ),
            new("Nothing to do while the rest is right.", "Nessuna azione finché il resto è corretto.")
        ),
        ErrorCode.Anomaly(
            "zero-amount",
            new("The amount of a row is zero.", "L'importo di una riga è zero."),
            new("Nothing to do.", "Nessuna azione.")
        ),
    ];
}
