using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Pagination;

internal static class PageTexts
{
    public static readonly Wording CursorInvalid = new("The cursor is not valid", "Il cursore non è valido");

    public static readonly Wording NotOfThisList = new(
        "is not a nextCursor of this list with these filters",
        "non è un nextCursor di questo elenco con questi filtri"
    );

    public static readonly Wording SendAsItCame = new(
        "Send nextCursor of the page before as it came, on the same path and with the same filters (limit may change); leave it out "
            + "to start from the first page.",
        "Inviare così com'è il nextCursor della pagina precedente, sullo stesso percorso e con gli stessi filtri (limit può cambiare); "
            + "ometterlo per ricominciare dalla prima pagina."
    );
}
