using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Events;

internal static class EventsTexts
{
    public static readonly Wording PlaceLost = new("The feed does not know this place", "L'elenco degli eventi non conosce questo punto");

    public static readonly Wording GoOnFromEarlier = new(
        "Either the database was restored to a moment before this place in the feed was given, or the events up to it are older than this "
            + "installation keeps them. Go on from another resumeAfter, or read from the first event that is kept (without after): events "
            + "known already have the id they had, and what was forgotten is read from the lists.",
        "La base dati è stata ripristinata a un momento precedente a quello in cui è stato dato questo punto, oppure gli eventi fino a "
            + "questo punto non sono più conservati. Riprendere da un altro resumeAfter, o leggere dal primo evento conservato (senza "
            + "after): gli eventi già noti mantengono il loro id; ciò che non è più conservato si legge dagli elenchi."
    );

    public static readonly Wording ParameterInvalid = new("A query parameter is not valid", "Un parametro della query non è valido");

    public static readonly Wording NotAPlace = new(
        "is not a resumeAfter of a list of events",
        "non è un resumeAfter di un elenco di eventi"
    );

    public static readonly Wording SendAsItCame = new(
        "Send resumeAfter of a page read before as it came; leave it out to read from the first event.",
        "Inviare così com'è il resumeAfter di una pagina già letta; ometterlo per leggere dal primo evento."
    );
}
