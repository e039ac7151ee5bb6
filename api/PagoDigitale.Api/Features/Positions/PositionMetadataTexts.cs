using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What is told of labels, and of what goes to the PSP beside a payment.</summary>
internal static class PositionMetadataTexts
{
    public static readonly Wording HoldsTooManyLabels = new(
        "holds {count} labels, more than {max}",
        "contiene {count} etichette, più di {max}"
    );
    public static readonly Wording KeepTenLabels = new("Keep at most ten short labels.", "Tenere al massimo dieci etichette brevi.");
    public static readonly Wording HoldsNamelessLabel = new("holds a label without a name", "contiene un'etichetta senza nome");
    public static readonly Wording NameIsTooLong = new(
        "is a name of {length} characters, more than {max}",
        "è un nome di {length} caratteri, più di {max}"
    );
    public static readonly Wording NameLabels = new(
        "Give every label a name of 1 to 50 characters.",
        "Dare a ogni etichetta un nome da 1 a 50 caratteri."
    );
    public static readonly Wording IsNull = new("may not be null", "non può essere nullo");
    public static readonly Wording LeaveEmptyLabelsOut = new(
        "Leave out the labels that have no value.",
        "Omettere le etichette che non hanno un valore."
    );
    public static readonly Wording IsTooLong = new(
        "may have at most {max} characters, not {length}",
        "può avere al massimo {max} caratteri, non {length}"
    );
    public static readonly Wording Shorten = new("Shorten it to {max} characters.", "Abbreviarlo a {max} caratteri.");

    public static readonly Wording HoldsTooManyEntries = new(
        "holds {count} entries, more than {max}",
        "contiene {count} voci, più di {max}"
    );
    public static readonly Wording HoldsTooManyEntriesWithOwn = new(
        "holds {count} entries, more than {max} with {key}, which the postal account adds",
        "contiene {count} voci, più di {max} con {key}, aggiunta dal conto postale"
    );
    public static readonly Wording KeepEntries = new(
        "Keep at most {max} entries: pagoPA takes no more, and the notice could not be paid.",
        "Tenere al massimo {max} voci: pagoPA non ne accetta di più, e l'avviso non sarebbe pagabile."
    );
    public static readonly Wording KeyIsInvalid = new(
        "must have 1 to {max} characters and no blanks",
        "deve avere da 1 a {max} caratteri e nessuno spazio"
    );
    public static readonly Wording WriteKey = new(
        "Write the key as the dictionary of pagoPA has it, like RC_CAP_1.",
        "Scrivere la chiave come nel dizionario di pagoPA, ad esempio RC_CAP_1."
    );
    public static readonly Wording KeyIsReserved = new(
        "{key} is written here, from the postal account of the transfer",
        "{key} è scritto qui, a partire dal conto postale del versamento"
    );
    public static readonly Wording GivePostalIban = new(
        "Give the account as postalIban and leave the entry out.",
        "Indicare il conto in postalIban e omettere la voce."
    );
    public static readonly Wording KeyIsRepeated = new("{key} is there before", "{key} è già presente");
    public static readonly Wording NumberKeys = new(
        "Number the keys of several details: RC_CAP_1, RC_CAP_2.",
        "Numerare le chiavi di più dettagli: RC_CAP_1, RC_CAP_2."
    );
    public static readonly Wording ValueIsInvalid = new(
        "must have 1 to {max} characters that can be seen",
        "deve avere da 1 a {max} caratteri visibili"
    );
    public static readonly Wording ShortenValue = new(
        "Shorten the value, or leave the entry out where there is none.",
        "Abbreviare il valore, oppure omettere la voce se non ne ha uno."
    );
}
