using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.PaForNode;

/// <summary>What is odd about an element of a receipt that was understood all the same, to follow its path.</summary>
public static class ReceiptDeviationTexts
{
    public static readonly Wording Element = new("{element} {problem}.", "L'elemento {element} {problem}.");

    public static readonly Wording LooseText = new(
        "{element}/text stands between the elements and was passed over.",
        "In {element} è presente del testo tra gli elementi, che è stato ignorato."
    );

    public static readonly Wording Unknown = new("is not known and was passed over", "non è conosciuto ed è stato ignorato");
    public static readonly Wording Repeated = new("is repeated; the first was taken", "è ripetuto; è stato considerato il primo");

    public static readonly Wording Misplaced = new(
        "is in another place than the schema has it",
        "si trova in un punto diverso da quello previsto dallo schema"
    );

    public static readonly Wording Qualified = new(
        "is in a namespace, where the schema has none",
        "ha un namespace, che lo schema non prevede"
    );

    public static readonly Wording OtherForm = new(
        "has a form the schema does not allow and was left out",
        "ha una forma che lo schema non ammette ed è stato tralasciato"
    );

    public static readonly Wording NotAmount = new("is not an amount and was left out", "non è un importo ed è stato tralasciato");

    public static readonly Wording NotDate = new("is not a date and was left out", "non è una data ed è stato tralasciato");

    public static readonly Wording NotInstant = new(
        "is not a date and time and was left out",
        "non è una data con l'ora ed è stato tralasciato"
    );

    public static readonly Wording NotBoolean = new("is not true or false and was left out", "non è true o false ed è stato tralasciato");

    public static readonly Wording NotBase64 = new("is not base64 and was left out", "non è in base64 ed è stato tralasciato");

    public static readonly Wording OtherCount = new(
        "holds {count} entries, where the schema has 1 to 15",
        "contiene {count} voci, mentre lo schema ne prevede da 1 a 15"
    );

    public static readonly Wording NotTextOnly = new("holds other elements than text", "contiene elementi diversi dal testo");

    public static readonly Wording Shortened = new(
        "is longer than {length} characters and was shortened",
        "ha più di {length} caratteri ed è stato abbreviato"
    );

    public static readonly Wording TooOften = new(
        "occurs {count} times, where the schema has at most {max}",
        "compare {count} volte, mentre lo schema ne prevede al massimo {max}"
    );

    public static readonly Wording TooHigh = new("is more than {max}", "è maggiore di {max}");
    public static readonly Wording NeitherFNorG = new("is neither F nor G", "non è né F né G");
}
