using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Gateways.Fdr;

internal static class FdrTexts
{
    public static readonly Wording OtherPage = new(
        "page {asked} was asked for and page {came} came",
        "è stata chiesta la pagina {asked} ed è arrivata la pagina {came}"
    );

    public static readonly Wording PageEmpty = new("page {page} of {pages} is empty", "la pagina {page} di {pages} è vuota");

    public static readonly Wording OtherFlow = new(
        "{flow} (revision {revision}) was asked for and {other} (revision {otherRevision}) came",
        "è stato chiesto {flow} (revisione {revision}) ed è arrivato {other} (revisione {otherRevision})"
    );

    public static readonly Wording NoName = new("'{name}' is no name of a flow or PSP", "'{name}' non è il nome di un flusso o di un PSP");

    public static readonly Wording TooSlow = new(
        "its pages take longer than {minutes} minutes",
        "le pagine richiedono più di {minutes} minuti"
    );

    public static readonly Wording TooManyPages = new("it has {pages} pages", "ha {pages} pagine");

    public static readonly Wording TooManyPayments = new(
        "its pages hold more payments than its header tells of ({count})",
        "le pagine contengono più pagamenti di quanti ne dichiari la testata ({count})"
    );
}
