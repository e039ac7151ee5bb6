using FluentValidation;
using FluentValidation.Resources;

namespace PagoDigitale.Platform.Validation;

/// <summary>
/// FluentValidation's sentences without the name of the property: the field is told beside them, as the caller writes it.
/// They begin with a verb, like ours.
/// </summary>
public sealed class RuleMessages : LanguageManager
{
    private RuleMessages()
    {
        Enabled = false;
        foreach (
            var (rule, text) in new[]
            {
                ("NotNullValidator", "is required"),
                ("NotEmptyValidator", "may not be empty"),
                ("NullValidator", "may not be given"),
                ("EmptyValidator", "must be empty"),
                ("LengthValidator", "must have {MinLength} to {MaxLength} characters, not {TotalLength}"),
                ("MinimumLengthValidator", "must have at least {MinLength} characters, not {TotalLength}"),
                ("MaximumLengthValidator", "may have at most {MaxLength} characters, not {TotalLength}"),
                ("ExactLengthValidator", "must have {MaxLength} characters, not {TotalLength}"),
                ("InclusiveBetweenValidator", "must be from {From} to {To}"),
                ("ExclusiveBetweenValidator", "must be between {From} and {To}"),
                ("GreaterThanValidator", "must be greater than {ComparisonValue}"),
                ("GreaterThanOrEqualValidator", "must be {ComparisonValue} or more"),
                ("LessThanValidator", "must be less than {ComparisonValue}"),
                ("LessThanOrEqualValidator", "must be {ComparisonValue} or less"),
                ("EqualValidator", "must be {ComparisonValue}"),
                ("NotEqualValidator", "may not be {ComparisonValue}"),
                ("EmailValidator", "is not an e-mail address"),
                ("RegularExpressionValidator", "is not written as it must be"),
                ("EnumValidator", "is none of the values it may have"),
                ("PredicateValidator", "breaks a rule"),
            }
        )
            AddTranslation("en", rule, text);
    }

    public static void Install() => ValidatorOptions.Global.LanguageManager = new RuleMessages();
}
