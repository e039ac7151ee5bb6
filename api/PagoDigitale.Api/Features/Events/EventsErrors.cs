using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Events;

internal static class EventsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "invalid-resume-point",
            new("The text is not a resumeAfter of a list of events.", "Il testo non è un resumeAfter di un elenco di eventi."),
            new(
                "Send resumeAfter of a page read before as it came, or leave it out.",
                "Inviare così com'è il resumeAfter di una pagina già letta, oppure ometterlo."
            )
        ),
        ErrorCode.Problem(
            409,
            "resume-point-lost",
            new(
                "The feed does not know this place: the database was restored to a moment before it, or its events are not kept any more.",
                "L'elenco degli eventi non conosce questo punto: la base dati è stata ripristinata a un momento precedente, o i suoi "
                    + "eventi non sono più conservati."
            ),
            new(
                "Go on from another resumeAfter, or read from the first event that is kept; known events keep their id.",
                "Riprendere da un altro resumeAfter, o leggere dal primo evento conservato; gli eventi noti mantengono il loro id."
            )
        ),
    ];
}
