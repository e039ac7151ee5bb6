using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.PublishedFlows;

internal static class PublishedFlowsTexts
{
    public static readonly Wording NotFound = new("Published flow not found", "Flusso pubblicato non trovato");

    public static readonly Wording NoSuch = new(
        "There is no published flow {publishedFlow} in this organization.",
        "In questo ente non esiste il flusso pubblicato {publishedFlow}."
    );

    public static readonly Wording Settled = new("There is nothing to fetch", "Non c'è nulla da scaricare");

    public static readonly Wording NothingToFetch = new(
        "The flow is {state}: it is not fetched again.",
        "Il flusso è nello stato {state}: non viene scaricato di nuovo."
    );

    public static readonly Wording ListLacks = new(
        "it lacks {missing} of {known} flows that it told of before",
        "mancano {missing} dei {known} flussi che prima elencava"
    );

    public static readonly Wording LookAtRefused = new(
        "Look at it among the refused messages: mend the reason and replay it, or dismiss it.",
        "Esaminarlo tra i messaggi rifiutati: correggere la causa e rielaborarlo, oppure archiviarlo."
    );
}
