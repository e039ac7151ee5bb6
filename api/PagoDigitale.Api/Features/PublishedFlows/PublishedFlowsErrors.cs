using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.PublishedFlows;

internal static class PublishedFlowsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "published-flow-not-found",
            new("There is no such published flow.", "Il flusso pubblicato non esiste."),
            new("Use an identifier of listPublishedFlows.", "Usare un identificativo di listPublishedFlows.")
        ),
        ErrorCode.Problem(
            409,
            "published-flow-settled",
            new(
                "The published flow was fetched, also where it was deleted afterwards, gave way to a later revision, or is not kept "
                    + "any more.",
                "Il flusso pubblicato è già stato scaricato, anche se poi eliminato, è stato sostituito da una revisione successiva o "
                    + "non è più conservato."
            ),
            new("Nothing to do; see its state.", "Nessuna azione; consultarne lo stato.")
        ),
    ];
}
