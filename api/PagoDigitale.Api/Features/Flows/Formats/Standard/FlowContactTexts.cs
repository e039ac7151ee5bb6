using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>What the address and the mailboxes of a row show.</summary>
internal static class FlowContactTexts
{
    public static readonly Wording TooLong = new(
        "This part of the address has {length} characters; the node takes {max}.",
        "Questa parte dell'indirizzo ha {length} caratteri; il nodo ne accetta {max}."
    );

    public static readonly Wording Incomplete = new("The address lacks a part.", "L'indirizzo è incompleto.");

    public static readonly Wording FillAllOrNone = new(
        "Fill indirizzo, cap and localita, or leave all three empty.",
        "Compilare indirizzo, cap e localita, oppure lasciarli vuoti tutti e tre."
    );

    public static readonly Wording NoPostalCode = new("This is not an Italian postal code.", "Non è un codice postale italiano.");

    public static readonly Wording NoCountry = new("This is not an ISO 3166 country code.", "Non è un codice di paese ISO 3166.");
    public static readonly Wording GiveCountry = new("Use two letters, for example IT.", "Usare due lettere, ad esempio IT.");

    public static readonly Wording NoMailbox = new("This is not an e-mail address.", "Non è un indirizzo di posta elettronica.");

    public static readonly Wording GiveMailbox = new(
        "Write one address like nome@esempio.it, or leave it empty.",
        "Scrivere un solo indirizzo (ad esempio nome@esempio.it), oppure lasciare vuoto."
    );
}
