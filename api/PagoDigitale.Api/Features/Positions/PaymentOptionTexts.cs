using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What does not fit between the payment options of a position.</summary>
internal static class PaymentOptionTexts
{
    public static readonly Wording OptionsCount = new(
        "must hold from 1 to {max} payment options",
        "deve contenere da 1 a {max} opzioni di pagamento"
    );
    public static readonly Wording SendFewerOptions = new(
        "Offer at most {max} ways of paying.",
        "Proporre non più di {max} modi di pagare."
    );
    public static readonly Wording InstalmentsCount = new("must hold from 1 to {max} instalments", "deve contenere da 1 a {max} rate");
    public static readonly Wording SplitIntoFewer = new(
        "Split the debt in at most {max} instalments.",
        "Suddividere il debito in non più di {max} rate."
    );
    public static readonly Wording TooManyInstalments = new(
        "hold {count} instalments in all, more than the {max} a position can have",
        "contengono in tutto {count} rate, più delle {max} che una posizione debitoria può avere"
    );
    public static readonly Wording OfferFewer = new(
        "Offer fewer ways of paying, or fewer instalments.",
        "Proporre meno modi di pagare, oppure meno rate."
    );
    public static readonly Wording HasOneInstalment = new(
        "is paid at once, and the option holds {count} instalments",
        "si paga in una volta sola, e l'opzione contiene {count} rate"
    );
    public static readonly Wording SendOneInstalment = new(
        "Send one instalment, or call the option 'instalments'.",
        "Inviare una sola rata, oppure indicare per l'opzione 'instalments'."
    );
    public static readonly Wording HasSeveralInstalments = new(
        "is paid in several instalments, and the option holds one",
        "si paga in più rate, e l'opzione ne contiene una"
    );
    public static readonly Wording SendSeveralInstalments = new(
        "Send two instalments or more, or call the option 'single'.",
        "Inviare due o più rate, oppure indicare per l'opzione 'single'."
    );
    public static readonly Wording BeginsBeforePosition = new(
        "{validFrom} comes before the first day of the position, {positionFrom}",
        "{validFrom} precede il primo giorno della posizione debitoria, {positionFrom}"
    );
    public static readonly Wording BeginWithPosition = new(
        "Let the option begin with the position, or later.",
        "Far iniziare l'opzione con la posizione debitoria, o dopo."
    );
    public static readonly Wording SumDiffers = new(
        "add up to {amount} cents, and option {other} asks {whole}",
        "la somma è di {amount} centesimi, e l'opzione {other} ne chiede {whole}"
    );
    public static readonly Wording AskTheSame = new(
        "Ask the same in each option; one that asks less for who pays soon is 'reduced'.",
        "Chiedere lo stesso importo in ogni opzione; quella che chiede meno a chi paga presto è 'reduced'."
    );
    public static readonly Wording IsNotSmaller = new(
        "add up to {amount} cents, no less than the {whole} of option {other}",
        "la somma è di {amount} centesimi, non meno dei {whole} dell'opzione {other}"
    );
    public static readonly Wording OptionDiffers = new(
        "leave option {option} at {amount} cents and option {other} at {whole}",
        "lasciano l'opzione {option} a {amount} centesimi e l'opzione {other} a {whole}"
    );
    public static readonly Wording ChangeAllOptions = new(
        "Change the amounts of all options together.",
        "Modificare insieme gli importi di tutte le opzioni."
    );
    public static readonly Wording OptionIsNotSmaller = new(
        "leave the reduced option {option} at {amount} cents, no less than the {whole} of option {other}",
        "lasciano l'opzione ridotta {option} a {amount} centesimi, non meno dei {whole} dell'opzione {other}"
    );
    public static readonly Wording AskLess = new("Ask less in the reduced option.", "Chiedere meno nell'opzione ridotta.");
    public static readonly Wording NothingToReduce = new(
        "is reduced, and no option asks the whole",
        "è ridotta, e nessuna opzione chiede l'intero"
    );
    public static readonly Wording AddTheWhole = new(
        "Add the option that asks the whole amount.",
        "Aggiungere l'opzione che chiede l'importo intero."
    );
    public static readonly Wording NeverEnds = new(
        "is missing: the reduced option could be paid for ever",
        "manca: l'opzione ridotta si potrebbe pagare per sempre"
    );
    public static readonly Wording GiveLastDay = new(
        "Give the last day on which the reduced amount can be paid, or a due date and keepPayableAfterDueDate false.",
        "Indicare l'ultimo giorno in cui si può pagare l'importo ridotto, oppure una scadenza e keepPayableAfterDueDate false."
    );
}
