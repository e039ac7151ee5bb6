using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>What can be wrong with rows that are instalments of one position, and with the columns that came with them.</summary>
internal static class FlowOptionErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Row(
            "external-id-missing",
            new(
                "The row is one instalment of a position and has no external code.",
                "La riga è una rata di una posizione debitoria e non ha il codice esterno."
            ),
            new(
                "Give all rows of one position the same external code.",
                "Assegnare lo stesso codice esterno a tutte le righe di una posizione debitoria."
            )
        ),
        ErrorCode.Row(
            "instalment-missing",
            new("An instalment of a payment option is missing in the file.", "Manca nel file una rata di un'opzione di pagamento."),
            new(
                "Add the missing rows, or number the instalments from 1 without gaps.",
                "Aggiungere le righe mancanti, oppure numerare le rate da 1 senza salti."
            )
        ),
        ErrorCode.Row(
            "instalment-number-invalid",
            new("The number of the instalment is not one from 1 to 72.", "Il numero della rata non è compreso tra 1 e 72."),
            new("Number the instalments of each option from 1.", "Numerare le rate di ogni opzione da 1.")
        ),
        ErrorCode.Row(
            "option-description-too-long",
            new(
                "The description of the payment option has more than 140 characters.",
                "La descrizione dell'opzione di pagamento ha più di 140 caratteri."
            ),
            new("Abbreviate it.", "Abbreviare il testo.")
        ),
        ErrorCode.Row(
            "option-kind-invalid",
            new("There is no such kind of payment option.", "Non esiste un'opzione di pagamento di questo tipo."),
            new("Use unica, rate, acconto or ridotta.", "Usare unica, rate, acconto o ridotta.")
        ),
        ErrorCode.Row(
            "option-missing",
            new(
                "A payment option of the position is missing in the file.",
                "Manca nel file un'opzione di pagamento della posizione debitoria."
            ),
            new(
                "Number the options of a position from 1, without gaps.",
                "Numerare le opzioni di una posizione debitoria da 1, senza salti."
            )
        ),
        ErrorCode.Row(
            "option-number-invalid",
            new(
                "The number of the payment option is not one from 1 to 10.",
                "Il numero dell'opzione di pagamento non è compreso tra 1 e 10."
            ),
            new("Number the options of each position from 1.", "Numerare le opzioni di ogni posizione debitoria da 1.")
        ),
        ErrorCode.Row(
            "option-number-missing",
            new(
                "The row tells what its payment option is, and not which it is.",
                "La riga dice com'è la sua opzione di pagamento, ma non quale sia."
            ),
            new("Give the number of the option.", "Indicare il numero dell'opzione.")
        ),
        ErrorCode.Row(
            "option-rows-differ",
            new(
                "The rows of one payment option say different things of it.",
                "Le righe di un'opzione di pagamento dicono cose diverse di questa."
            ),
            new("Write the same in all its rows, or in one only.", "Scrivere lo stesso in tutte le sue righe, oppure in una sola.")
        ),
        ErrorCode.Row(
            "position-rejected",
            new(
                "Nothing is wrong with the row, and another row of its position is rejected.",
                "La riga è corretta, ma un'altra riga della sua posizione debitoria è scartata."
            ),
            new(
                "Correct the other row and upload all rows of the position again.",
                "Correggere l'altra riga e caricare di nuovo tutte le righe della posizione debitoria."
            )
        ),
        ErrorCode.Row(
            "position-rows-differ",
            new(
                "Rows with one external code are not of one debtor and one service.",
                "Le righe con uno stesso codice esterno non sono di un solo soggetto debitore e di un solo servizio."
            ),
            new(
                "Correct the row, or give it an external code of its own.",
                "Correggere la riga, oppure assegnarle un codice esterno proprio."
            )
        ),
        ErrorCode.Row(
            "taxonomy-prefix-invalid",
            new(
                "What a row says of requests to pay is none of the digits of pagoPA.",
                "Quanto la riga dice delle richieste di pagamento non è una delle cifre di pagoPA."
            ),
            new("Write 6, 7, 8 or 9, or leave it empty.", "Scrivere 6, 7, 8 o 9, oppure lasciarla vuota.")
        ),
        ErrorCode.Row(
            "yes-or-no-invalid",
            new("The cell is neither SI nor NO.", "La cella non è né SI né NO."),
            new("Write SI or NO, or leave it empty.", "Scrivere SI o NO, oppure lasciarla vuota.")
        ),
    ];
}
