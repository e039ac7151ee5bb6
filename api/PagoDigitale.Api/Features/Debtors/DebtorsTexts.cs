using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Debtors;

/// <summary>What is told of debtors.</summary>
internal static class DebtorsTexts
{
    public static readonly Wording NotFound = new("Debtor not found", "Soggetto debitore non trovato");
    public static readonly Wording NoSuch = new(
        "There is no debtor '{debtor}' in this organization.",
        "Non esiste il soggetto debitore '{debtor}' in questo ente."
    );

    public static readonly Wording FiscalCodeIsTaken = new(
        "Another debtor has this fiscal code",
        "Un altro soggetto debitore ha questo codice fiscale"
    );
    public static readonly Wording BelongsToAnother = new(
        "The fiscal code {fiscalCode} belongs to another debtor of the organization.",
        "Il codice fiscale {fiscalCode} appartiene a un altro soggetto debitore dell'ente."
    );
    public static readonly Wording BelongsToOtherExternalId = new(
        "The fiscal code {fiscalCode} belongs to a debtor with another external identifier: use that one, or correct the " + "code.",
        "Il codice fiscale {fiscalCode} appartiene a un soggetto debitore con un altro identificativo esterno: usare "
            + "quello, oppure correggere il codice."
    );

    public static readonly Wording IsPersonsCode = new("is a person's code", "è il codice di una persona fisica");
    public static readonly Wording UseRightType = new(
        "Use type F for a person, or the 11 digits of the legal entity.",
        "Usare il tipo F per una persona fisica, oppure le 11 cifre della persona giuridica."
    );
}
