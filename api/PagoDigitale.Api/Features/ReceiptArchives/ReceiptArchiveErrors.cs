using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReceiptArchives;

internal static class ReceiptArchiveErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "receipt-archive-not-found",
            new("There is no such archive of receipts.", "L'archivio di ricevute non esiste."),
            new("Use an identifier of listReceiptArchives.", "Usare un identificativo di listReceiptArchives.")
        ),
        ErrorCode
            .Problem(
                422,
                "archive-unreadable",
                new("The file is not a ZIP of receipts that can be read.", "Il file non è uno ZIP di ricevute leggibile."),
                ReceiptArchiveTexts.SendZip
            )
            .Also(CodePlaces.Field),
        ErrorCode.Failure(
            "file-not-unpacked",
            new("A file of the archive cannot be unpacked.", "Un file dell'archivio non può essere estratto."),
            ReceiptArchiveTexts.SendZip
        ),
        ErrorCode.Failure(
            "receipt-file-too-large",
            new("A file of the archive is larger than a receipt can be.", "Un file dell'archivio supera la dimensione di una ricevuta."),
            ReceiptArchiveTexts.SendReceipts
        ),
    ];
}
