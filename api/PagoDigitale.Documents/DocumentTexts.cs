using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents;

/// <summary>Why a document is not drawn. What is on the papers is Italian, and stands with each of them.</summary>
public static class DocumentTexts
{
    public static readonly Wording NotDrawn = new(
        "The document cannot be drawn. {faults}",
        "Il documento non può essere prodotto. {faults}"
    );
    public static readonly Wording Fault = new("{field}: {reason}.", "Campo {field}: {reason}.");
    public static readonly Wording FaultAndMore = new("{field}: {reason}. {more}", "Campo {field}: {reason}. {more}");

    public static readonly Wording Missing = new("is missing", "manca");
    public static readonly Wording NotDigits = new("must be {length} digits", "deve essere di {length} cifre");

    public static readonly Wording NotACode = new(
        "must be up to {length} letters and digits",
        "deve essere di lettere e cifre, al massimo {length}"
    );

    public static readonly Wording NoAmount = new("must be at least one cent", "deve essere almeno di un centesimo");
    public static readonly Wording AmountTooHigh = new("must be at most {cents} cents", "deve essere al massimo di {cents} centesimi");
    public static readonly Wording Negative = new("must not be negative", "non deve essere negativo");
    public static readonly Wording NoOrdinal = new("must be 1 or more", "deve essere 1 o più");

    public static readonly Wording YearOutOfRange = new(
        "must be between the years {first} and {last}",
        "deve essere compreso tra gli anni {first} e {last}"
    );

    public static readonly Wording NotALink = new(
        "must be an absolute http or https address",
        "deve essere un indirizzo http o https assoluto"
    );
}
