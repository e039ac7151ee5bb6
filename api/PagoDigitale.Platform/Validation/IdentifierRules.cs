using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Validation;

/// <summary>The identifiers of Italian public payments, checked by the rules of Core.</summary>
public static class IdentifierRules
{
    /// <summary>One remedy wherever a debtor's code is read: in a body, in a registry, in a file.</summary>
    public const string FiscalCodeRemedy =
        "Correct the code with the debtor's documents (spreadsheets often drop leading zeros), or use ANONIMO when the debtor is unknown.";

    private const string CodePattern = "^[A-Za-z0-9_-]{1,35}$";

    public static IRuleBuilderOptions<T, string?> MustBeIban<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || Iban.TryParse(text, out var iban) && iban.IsItalian)
            .WithMessage("is not an Italian IBAN")
            .Remedy(
                "iban-invalid",
                "Copy the 27 characters from the bank's papers: IT, check digits, CIN, ABI, CAB, account. Accounts abroad, San "
                    + "Marino and the Vatican included, are not taken."
            );

    /// <summary>Of accounts that are new here: the check digits alone let a number pass that no bank has given out.</summary>
    public static IRuleBuilderOptions<T, string?> HasRightCheckLetter<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => !Iban.TryParse(text, out var iban) || iban.HasRightCheckLetter)
            .WithMessage((_, text) => CheckLetterProblem(text))
            .Remedy(
                "iban-check-letter",
                "Copy the IBAN again from the bank's papers: a character was mistyped, or the number was made up."
            );

    public static IRuleBuilderOptions<T, string?> MustBeTaxonomyCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || TaxonomyCode.TryParse(text, out _))
            .WithMessage("is not a taxonomy code")
            .Remedy(
                "taxonomy-code-invalid",
                "Write it like 9/0102100SA/ (or 6/, 7/, 8/ in front, where no request to pay may be sent): seven digits and one "
                    + "of IM, TS, SP, SA, AP; see the current taxonomy of pagoPA."
            );

    /// <param name="remedy">Which notice it is to be.</param>
    public static IRuleBuilderOptions<T, string?> MustBeNoticeNumber<T>(this IRuleBuilder<T, string?> rule, Message remedy) =>
        rule.Matches("^[0-9]{18}$").WithMessage("is not a notice number").Remedy("notice-number-invalid", remedy);

    public static IRuleBuilderOptions<T, string?> MustBeFiscalCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || FiscalCode.TryParse(text, out _))
            .WithMessage((_, text) => ProblemOf(text))
            .Remedy("fiscal-code-invalid", FiscalCodeRemedy);

    private static string ProblemOf(string? code) => FiscalCode.TryParse(code, out _, out var problem) ? "" : problem;

    private static string CheckLetterProblem(string? text) =>
        Iban.TryParse(text, out var iban)
            ? $"has the check letter (CIN) {iban.Value[4]} where bank, branch and account ask for {iban.ExpectedCheckLetter}"
            : "is not an IBAN";

    public static IRuleBuilderOptions<T, string?> MustBeCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(CodePattern)
            .WithMessage("is not a code")
            .Remedy("code-invalid", "Use 1 to 35 letters, digits, hyphens and underscores.");
}
