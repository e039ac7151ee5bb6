using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.MissingReceipts;

internal static class MissingReceiptsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "missing-receipt-not-found",
            new("There is no such missing receipt.", "La ricevuta mancante non esiste."),
            new("Use an identifier of listMissingReceipts.", "Usare un identificativo di listMissingReceipts.")
        ),
        ErrorCode.Problem(
            409,
            "missing-receipt-settled",
            new(
                "The receipt has come, or no rendicontazione that counts tells of the payment any more.",
                "La ricevuta è arrivata, oppure nessuna rendicontazione valida riporta più il pagamento."
            ),
            new("Nothing to do; see its state.", "Nessuna azione; consultarne lo stato.")
        ),
        ErrorCode.Failure(
            "receipt-unknown-to-pagopa",
            new("pagoPA knows no such receipt of the organization.", "pagoPA non conosce una tale ricevuta dell'ente."),
            MissingReceiptsTexts.AskOthers
        ),
        ErrorCode.Failure(
            "found-receipt-contradictory",
            new(
                "The receipt that pagoPA gave contradicts itself or what is here.",
                "La ricevuta fornita da pagoPA si contraddice o contraddice quanto già presente."
            ),
            MissingReceiptsTexts.ReadAnswer
        ),
    ];
}
