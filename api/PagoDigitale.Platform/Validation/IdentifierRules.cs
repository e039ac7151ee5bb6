using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Validation;

/// <summary>The identifiers of Italian public payments, checked by the rules of Core.</summary>
public static class IdentifierRules
{
    /// <summary>One remedy wherever a debtor's code is read: in a body, in a registry, in a file.</summary>
    public static Message FiscalCodeRemedy => IdentifierRuleTexts.CorrectFiscalCode;

    private const string CodePattern = "^[A-Za-z0-9_-]{1,35}$";

    public static IRuleBuilderOptions<T, string?> MustBeIban<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || Iban.TryParse(text, out var iban) && iban.IsItalian)
            .Otherwise("iban-invalid", IdentifierRuleTexts.NoItalianIban, IdentifierRuleTexts.CopyIban);

    /// <summary>Of accounts that are new here: the check digits alone let a number pass that no bank has given out.</summary>
    public static IRuleBuilderOptions<T, string?> HasRightCheckLetter<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => !Iban.TryParse(text, out var iban) || iban.HasRightCheckLetter)
            .Otherwise("iban-check-letter", (_, text) => CheckLetterProblem(text), IdentifierRuleTexts.CopyIbanAgain);

    public static IRuleBuilderOptions<T, string?> MustBeTaxonomyCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || TaxonomyCode.TryParse(text, out _))
            .Otherwise("taxonomy-code-invalid", IdentifierRuleTexts.NoTaxonomyCode, IdentifierRuleTexts.WriteTaxonomyCode);

    /// <param name="remedy">Which notice it is to be.</param>
    public static IRuleBuilderOptions<T, string?> MustBeNoticeNumber<T>(this IRuleBuilder<T, string?> rule, Message remedy) =>
        rule.Matches("^[0-9]{18}$").Otherwise("notice-number-invalid", IdentifierRuleTexts.NoNoticeNumber, remedy);

    /// <param name="remedy">Where it is another: not everybody may be unknown.</param>
    public static IRuleBuilderOptions<T, string?> MustBeFiscalCode<T>(this IRuleBuilder<T, string?> rule, Message? remedy = null) =>
        rule.Must(text => text is null || FiscalCode.TryParse(text, out _))
            .Otherwise("fiscal-code-invalid", (_, text) => ProblemOf(text), remedy ?? FiscalCodeRemedy);

    private static Message ProblemOf(string? code) => FiscalCode.TryParse(code, out _, out var problem) ? RuleTexts.Broken : problem;

    private static Message CheckLetterProblem(string? text) =>
        Iban.TryParse(text, out var iban)
            ? IdentifierRuleTexts.CheckLetter.With(iban.Value[4], iban.ExpectedCheckLetter)
            : IdentifierRuleTexts.NoIban;

    public static IRuleBuilderOptions<T, string?> MustBeCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(CodePattern).Otherwise("code-invalid", IdentifierRuleTexts.NoCode, IdentifierRuleTexts.WriteCode);
}
