using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Events;

internal static class EventsTexts
{
    public static readonly Wording PlaceLost = new("The feed does not know this place", "L'elenco degli eventi non conosce questo punto");

    public static readonly Wording GoOnFromEarlier = new(
        "The database was restored to a moment before this place in the feed was given. Go on from a resumeAfter kept earlier, or read "
            + "from the first event (without after): events known already have the id they had.",
        "La base dati è stata ripristinata a un momento precedente a quello in cui è stato dato questo punto. Riprendere da un "
            + "resumeAfter conservato in precedenza, o leggere dal primo evento (senza after): gli eventi già noti mantengono il loro id."
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
