using FluentValidation;
using FluentValidation.Results;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Validation;

/// <summary>What our validators add to FluentValidation: a stable code, what is wrong and a remedy for every rule.</summary>
public static class ValidationRules
{
    /// <summary>What is told where the rule does not hold.</summary>
    public static IRuleBuilderOptions<T, TProperty> Otherwise<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule,
        string code,
        Message message,
        Message remedy
    ) => rule.Otherwise(code, (_, _) => message, remedy);

    /// <param name="message">Of the whole and of the value.</param>
    public static IRuleBuilderOptions<T, TProperty> Otherwise<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule,
        string code,
        Func<T, TProperty, Message> message,
        Message remedy
    ) => rule.WithErrorCode(code).WithState((whole, value) => new Told(message(whole, value), remedy));

    /// <summary>How to mend the field, where the rule itself says what is wrong.</summary>
    public static IRuleBuilderOptions<T, TProperty> Remedy<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule,
        string code,
        Message remedy
    ) => rule.WithErrorCode(code).WithState(_ => new Told(null, remedy));

    /// <summary>
    /// An optional text that says something: the node refuses blank ones (stText), of whatever spaces they are made, and a notice
    /// with one could not be paid.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> IsTextUpTo<T>(this IRuleBuilder<T, string?> rule, int lengthMax) =>
        rule.MaximumLength(lengthMax)
            .Must(text => text is null || !string.IsNullOrWhiteSpace(text))
            .Otherwise("not-empty", RuleTexts.Blank, RuleTexts.GiveText);

    /// <summary>Of a rule that finds the field itself, among members that are no properties of ours.</summary>
    public static void Refuse<T>(this ValidationContext<T> context, FieldError error) =>
        context.AddFailure(
            new ValidationFailure(error.Field, error.Code)
            {
                ErrorCode = error.Code,
                CustomState = new Told(error.Message, error.Remedy, error.Field),
            }
        );

    public static IReadOnlyList<FieldError> ToFieldErrors(this ValidationResult result) =>
        [
            .. result.Errors.Select(e =>
            {
                var told = e.CustomState as Told;
                return new FieldError(
                    told?.Field ?? FieldName(e.PropertyName),
                    CodeOf(e),
                    told?.Message ?? MessageOf(e),
                    told?.Remedy ?? RuleTexts.RemedyOf(e.ErrorCode, e.FormattedMessagePlaceholderValues)
                );
            }),
        ];

    /// <summary><c>Debtor.FiscalCode</c> → <c>debtor.fiscalCode</c>: the name as the caller wrote it.</summary>
    public static string FieldName(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));

    private static Message MessageOf(ValidationFailure failure) =>
        RuleTexts.Knows(failure.ErrorMessage)
            ? RuleTexts.Of(failure.ErrorMessage, failure.FormattedMessagePlaceholderValues)
            : RuleTexts.Broken;

    /// <summary>The same faults as elsewhere have the same codes; another rule of FluentValidation needs a code of ours.</summary>
    private static string CodeOf(ValidationFailure failure) =>
        failure.ErrorCode switch
        {
            "NotNullValidator" => "null-not-allowed",
            "NotEmptyValidator" => "not-empty",
            "LengthValidator" => "length",
            "MaximumLengthValidator" => "maximum-length",
            "InclusiveBetweenValidator" => "out-of-range",
            "EmailValidator" => "email-invalid",
            var own => own,
        };

    private sealed record Told(Message? Message, Message Remedy, string? Field = null);
}
