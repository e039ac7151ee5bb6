using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Concurrency;

internal static class EntityTagTexts
{
    public static readonly Wording Required = new("If-Match is required", "If-Match è obbligatorio");

    public static readonly Wording SendIt = new(
        "Read the resource, then send its ETag in If-Match so that nobody's change is overwritten.",
        "Leggere la risorsa, poi inviare il suo ETag in If-Match, perché nessuna modifica altrui vada persa."
    );

    public static readonly Wording Changed = new("The resource has changed", "La risorsa è cambiata");

    public static readonly Wording Stale = new(
        "If-Match {sent} is not the current version {current}: read it again and repeat the change.",
        "If-Match {sent} non è la versione corrente {current}: leggerla di nuovo e ripetere la modifica."
    );

    public static readonly Wording Overtaken = new(
        "If-Match {sent} is not the current version any more: read it again and repeat the change.",
        "If-Match {sent} non è più la versione corrente: leggerla di nuovo e ripetere la modifica."
    );

    public static readonly Wording NotWellFormed = new("If-Match is not well formed", "If-Match non è ben formato");
    public static readonly Wording NotATag = new("is not an entity tag of a version", "non è l'entity tag di una versione");

    public static readonly Wording SendAsItCame = new(
        "Send the ETag as it came, quotes included, like {example}.",
        "Inviare l'ETag così com'è arrivato, virgolette comprese, come {example}."
    );
}
