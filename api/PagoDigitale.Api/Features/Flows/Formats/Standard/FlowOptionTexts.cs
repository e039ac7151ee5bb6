using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>What a row shows by itself of its payment option.</summary>
internal static class FlowOptionTexts
{
    public static readonly Wording NoNumber = new("The cell is no number from 1 to {max}.", "La cella non è un numero da 1 a {max}.");

    public static readonly Wording NumberFromOne = new(
        "Number options and instalments from 1, to {max} at most.",
        "Numerare opzioni e rate da 1, fino a {max} al massimo."
    );

    public static readonly Wording NoExternalId = new(
        "The row is one instalment of a position, and has no external code that tells of which.",
        "La riga è una rata di una posizione debitoria e non ha il codice esterno che dica di quale."
    );

    public static readonly Wording GiveExternalId = new(
        "Give all rows of one position the same external code.",
        "Assegnare lo stesso codice esterno a tutte le righe di una posizione debitoria."
    );

    public static readonly Wording NoSuchKind = new(
        "There is no such kind of payment option.",
        "Non esiste un'opzione di pagamento di questo tipo."
    );

    public static readonly Wording UseKind = new(
        "Use one of {kinds}, or leave the cell empty.",
        "Usare uno dei tipi {kinds}, oppure lasciare la cella vuota."
    );

    public static readonly Wording OfNoOption = new(
        "The row tells what its payment option is, and not which it is.",
        "La riga dice com'è la sua opzione di pagamento, ma non quale sia."
    );

    public static readonly Wording NameOption = new(
        "Give the number in opzione, or leave this cell empty.",
        "Indicare il numero in opzione, oppure lasciare vuota questa cella."
    );

    public static readonly Wording DescriptionTooLong = new(
        "The description of the option has {length} characters, {max} at most are possible.",
        "La descrizione dell'opzione ha {length} caratteri, ne sono possibili al massimo {max}."
    );

    public static readonly Wording NeitherYesNorNo = new("The cell is neither SI nor NO.", "La cella non è né SI né NO.");
    public static readonly Wording SayYesOrNo = new("Write SI or NO, or leave it empty.", "Scrivere SI o NO, oppure lasciarla vuota.");

    public static readonly Wording NoPrefix = new("The cell is none of 6, 7, 8 and 9.", "La cella non è 6, 7, 8 o 9.");
    public static readonly Wording UsePrefix = new(
        "Write 9 where pagoPA may send a request to pay, 6 where haste harms, 7 where another carrier is exclusive, 8 where both hold; or "
            + "leave it empty: the service says.",
        "Scrivere 9 se pagoPA può inviare la richiesta di pagamento, 6 se la celerità nuoce, 7 se un altro operatore ha l'esclusiva, 8 se "
            + "valgono entrambe; oppure lasciarla vuota: lo dice il servizio."
    );

    public static readonly Wording EndsBeforeFirstDay = new(
        "The first day of payment comes after the last.",
        "Il primo giorno di pagamento viene dopo l'ultimo."
    );

    public static readonly Wording BeginEarlier = new(
        "Put it on the last day of payment or before.",
        "Indicare l'ultimo giorno di pagamento o un giorno precedente."
    );
}
