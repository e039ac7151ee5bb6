using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.ReceiptArchives;

internal static class ReceiptArchiveTexts
{
    public static readonly Wording NotFound = new("Archive of receipts not found", "Archivio di ricevute non trovato");

    public static readonly Wording NoSuch = new(
        "There is no archive of receipts {receiptArchive} in this organization.",
        "In questo ente non esiste l'archivio di ricevute {receiptArchive}."
    );

    public static readonly Wording Unreadable = new("The archive cannot be read", "L'archivio non è leggibile");

    public static readonly Wording NotZip = new("is not a ZIP that can be read", "non è uno ZIP leggibile");

    public static readonly Wording Empty = new("is a ZIP without files", "è uno ZIP senza file");

    public static readonly Wording TooMany = new("is a ZIP of more than {max} files", "è uno ZIP con più di {max} file");

    public static readonly Wording SendZip = new(
        "Send a ZIP, not encrypted, of at most 100,000 receipts, each a file of its own.",
        "Inviare uno ZIP, non cifrato, con al massimo 100.000 ricevute, ciascuna in un proprio file."
    );

    public static readonly Wording FileTooLarge = new("The file is larger than {megabytes} MiB", "Il file supera {megabytes} MiB");

    public static readonly Wording SendReceipts = new(
        "Put receipts alone into the archive, each a file of its own of at most 2 MiB; send what is mended in a new archive.",
        "Inserire nell'archivio solo ricevute, ciascuna in un proprio file di al massimo 2 MiB; inviare le correzioni in un nuovo archivio."
    );

    public static readonly Wording FileNotUnpacked = new(
        "The file cannot be unpacked: it is damaged or encrypted",
        "Il file non può essere estratto: è danneggiato o cifrato"
    );
}
