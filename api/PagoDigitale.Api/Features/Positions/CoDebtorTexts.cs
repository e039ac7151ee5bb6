using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What is wrong with who owes a debt together.</summary>
internal static class CoDebtorTexts
{
    public static readonly Wording Count = new("must hold {max} co-debtors at most", "deve contenere al massimo {max} coobbligati");
    public static readonly Wording NameFewer = new("Name {max} at most.", "Indicarne al massimo {max}.");

    public static readonly Wording OfUnknown = new(
        "are given beside a debtor who is not known",
        "sono indicati insieme a un soggetto debitore non noto"
    );

    public static readonly Wording IsUnknown = new("is not that of a person who is known", "non è quello di un soggetto noto");

    public static readonly Wording CorrectCode = new(
        "Correct the code with the co-debtor's documents: who owes a debt with others is known.",
        "Correggere il codice con i documenti del coobbligato: chi deve insieme ad altri è noto."
    );

    public static readonly Wording NameDebtorFirst = new(
        "Give the fiscal code of each who owes the debt.",
        "Indicare il codice fiscale di ognuno dei soggetti debitori."
    );

    public static readonly Wording IsNamedTwice = new(
        "has the fiscal code of the debtor, or of another co-debtor",
        "ha il codice fiscale del soggetto debitore o di un altro coobbligato"
    );

    public static readonly Wording NameEachOnce = new("Name each once.", "Indicare ciascuno una volta sola.");
}
