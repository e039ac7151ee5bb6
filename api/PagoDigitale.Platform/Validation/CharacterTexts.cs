using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Validation;

/// <summary>Of characters that nobody sees, and of those that paper cannot show.</summary>
internal static class CharacterTexts
{
    public static readonly Wording Hidden = new(
        "holds {character}, a character that is not seen",
        "contiene {character}, un carattere che non si vede"
    );

    public static readonly Wording RemoveHidden = new(
        "Remove it: it often comes along when a text is copied from a document. Line breaks and tabs are not taken either.",
        "Toglierlo: spesso arriva quando un testo è copiato da un documento. Non sono accettati neppure gli a capo e le tabulazioni."
    );

    public static readonly Wording Unprintable = new(
        "holds {character}, which notices and receipts cannot print",
        "contiene {character}, non stampabile su avvisi e quietanze"
    );

    public static readonly Wording WriteInLatin = new(
        "Write it in Latin letters, names as the debtor's Italian documents have them, and without pictures: on paper it would be a "
            + "question mark.",
        "Scriverlo in lettere latine, i nomi come sono nei documenti italiani del soggetto debitore, e senza emoji: in stampa "
            + "comparirebbe un punto interrogativo."
    );
}
