using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What is told of a position that was sent, before anything is looked up.</summary>
internal static class PositionInputTexts
{
    public static readonly Wording NameInstalments = new(
        "Name the instalments to change, or leave the list out.",
        "Indicare le rate da modificare, oppure omettere l'elenco."
    );

    public static readonly Wording IsImplausible = new("is not a plausible date", "non è una data plausibile");
    public static readonly Wording UsePlausibleDay = new(
        "Use a day between 2000-01-01 and 2100-12-31.",
        "Usare una data tra 2000-01-01 e 2100-12-31."
    );
    public static readonly Wording EndsBeforeDue = new(
        "{validUntil} comes before the due date {dueDate}",
        "{validUntil} precede la scadenza {dueDate}"
    );
    public static readonly Wording LetBePayableUntilDue = new(
        "Let the instalment be payable at least until its due date.",
        "Rendere la rata pagabile almeno fino alla scadenza."
    );

    public static readonly Wording GiveNoticeNumber = new(
        "Give the 18 digits of the notice, leading zeros included.",
        "Indicare le 18 cifre dell'avviso, compresi gli zeri iniziali."
    );
    public static readonly Wording WrongAuxDigit = new(
        "begins with a digit that no notice of an organization has",
        "inizia con una cifra che nessun avviso di un ente ha"
    );
    public static readonly Wording CopyNoticeNumber = new(
        "Notice numbers begin with 0, 1, 2 or 3: copy the number from the notice.",
        "I numeri di avviso iniziano con 0, 1, 2 o 3: copiare il numero dall'avviso."
    );
    public static readonly Wording IsStationProbe = new(
        "is the number with which the node tries whether a station answers",
        "è il numero con cui il nodo verifica se una stazione risponde"
    );
    public static readonly Wording NoNoticeHasIt = new(
        "No notice can have it: copy the number from the notice.",
        "Nessun avviso può averlo: copiare il numero dall'avviso."
    );

    public static readonly Wording TransfersCount = new("must hold from 1 to 5 transfers", "deve contenere da 1 a 5 versamenti");
    public static readonly Wording UseFiveTransfers = new(
        "pagoPA takes at most five transfers on a notice.",
        "pagoPA accetta al massimo cinque versamenti per avviso."
    );
    public static readonly Wording AllocationsBesideTransfers = new("goes with no transfers", "non può stare insieme a versamenti");
    public static readonly Wording MoveIntoTransfers = new(
        "Move the allocations into the transfers they belong to.",
        "Spostare le imputazioni nei versamenti a cui appartengono."
    );
    public static readonly Wording AllocationsCount = new("must hold from 1 to 20 allocations", "deve contenere da 1 a 20 imputazioni");
    public static readonly Wording SumOrLeaveOut = new(
        "Sum the shares of the same accertamento, or leave the allocations out.",
        "Sommare le quote dello stesso accertamento, oppure omettere le imputazioni."
    );
    public static readonly Wording AllocationsMax = new("must hold at most 20 allocations", "deve contenere al massimo 20 imputazioni");
    public static readonly Wording SumShares = new(
        "Sum the shares of the same accertamento.",
        "Sommare le quote dello stesso accertamento."
    );

    public static readonly Wording IsNoCode = new("is not a code", "non è un codice");
    public static readonly Wording WriteCode = new(
        "Use up to 35 letters, digits, hyphens and underscores.",
        "Usare fino a 35 lettere, cifre, trattini e trattini bassi."
    );
    public static readonly Wording IsNoOrganization = new(
        "is not the fiscal code of an organization",
        "non è il codice fiscale di un ente"
    );
    public static readonly Wording UseFiscalCode = new(
        "Use the 11 digits of the organization's fiscal code.",
        "Usare le 11 cifre del codice fiscale dell'ente."
    );
    public static readonly Wording IsNoIban = new(
        "is not an Italian IBAN whose check digits hold",
        "non è un IBAN italiano con cifre di controllo corrette"
    );
    public static readonly Wording CopyIban = new(
        "Copy the 27 characters from the bank's papers, in capitals and without spaces.",
        "Copiare i 27 caratteri dai documenti della banca, in maiuscolo e senza spazi."
    );
    public static readonly Wording IsNoTaxonomyCode = new("is not a taxonomy code", "non è un codice tassonomico");
    public static readonly Wording LookTaxonomyCodeUp = new(
        "Look the code up in the current taxonomy and write it like 9/0102100SA/.",
        "Cercare il codice nella tassonomia in vigore e scriverlo come 9/0102100SA/."
    );
}
