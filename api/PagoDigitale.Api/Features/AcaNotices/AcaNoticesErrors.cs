using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices;

internal static class AcaNoticesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "aca-alignment-not-found",
            new("There is no such alignment.", "L'allineamento non esiste."),
            new("Use an identifier of listAcaAlignments.", "Usare un identificativo di listAcaAlignments.")
        ),
        ErrorCode.Problem(
            404,
            "aca-notice-not-found",
            new(
                "The archive of notices was never told of this notice, and has nothing to be told of it.",
                "L'avviso non è mai stato comunicato all'archivio degli avvisi e non deve esserlo."
            ),
            new(
                "Check the number. A notice is told within seconds after it can be paid, where the organization has the connection aca.",
                "Verificare il numero. Un avviso viene comunicato pochi secondi dopo essere diventato pagabile, se l'ente ha la "
                    + "connessione aca."
            )
        ),
        ErrorCode.Problem(
            409,
            "aca-notice-settled",
            new("The archive of notices has what it is to have.", "L'archivio degli avvisi è già allineato per questo avviso."),
            new(
                "Nothing to do; where the archive lost it, align (createAcaAlignment, scope all).",
                "Nessuna azione; se l'archivio l'ha perso, allineare (createAcaAlignment, scope all)."
            )
        ),
        ErrorCode.Failure(
            "aca-notice-closed",
            new(
                "The archive of notices has closed the notice, and takes nothing of it any more.",
                "L'archivio degli avvisi ha chiuso l'avviso e non accetta altro che lo riguardi."
            ),
            new(
                "The notice can be paid while the station answers. To have it in stand-in too, cancel the position and issue another.",
                "L'avviso è pagabile finché la stazione risponde. Per averlo anche in stand-in annullare la posizione ed emetterne "
                    + "un'altra."
            )
        ),
        ErrorCode.Failure(
            "aca-request-to-pay-excluded",
            new(
                "The debt must not be pushed as a request to pay, and the archive of notices cannot be told so.",
                "Il debito non deve essere spinto come richiesta di pagamento e l'archivio degli avvisi non può saperlo."
            ),
            new(
                "The notice can be paid while the station answers. Where it may be pushed, set requestToPay to allowed.",
                "L'avviso è pagabile finché la stazione risponde. Se può essere spinto impostare requestToPay a allowed."
            )
        ),
    ];
}
