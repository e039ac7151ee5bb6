using FluentValidation;
using FluentValidation.Results;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Validation;

/// <summary>What our validators add to FluentValidation: a stable code and a remedy for every rule.</summary>
public static class ValidationRules
{
    /// <summary>Says how to mend the field.</summary>
    public static IRuleBuilderOptions<T, TProperty> Remedy<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule,
        string code,
        string remedy
    ) => rule.WithErrorCode(code).WithState(_ => new RemedyText(remedy));

    /// <summary>
    /// An optional text that says something: the node refuses blank ones (stText), of whatever spaces they are made, and a notice
    /// with one could not be paid.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> IsTextUpTo<T>(this IRuleBuilder<T, string?> rule, int lengthMax) =>
        rule.MaximumLength(lengthMax)
            .Must(text => text is null || !string.IsNullOrWhiteSpace(text))
            .WithMessage("may not be blank")
            .Remedy("not-empty", "Give it a text, or leave it out.");

    /// <summary>Of a rule that finds the field itself, among members that are no properties of ours.</summary>
    public static void Refuse<T>(this ValidationContext<T> context, FieldError error) =>
        context.AddFailure(
            new ValidationFailure(error.Field, error.Message)
            {
                ErrorCode = error.Code,
                CustomState = new RemedyText(error.Remedy, error.Field),
            }
        );

    public static IReadOnlyList<FieldError> ToFieldErrors(this ValidationResult result) =>
        [
            .. result.Errors.Select(e => new FieldError(
                (e.CustomState as RemedyText)?.Field ?? FieldName(e.PropertyName),
                CodeOf(e),
                e.ErrorMessage,
                (e.CustomState as RemedyText)?.Text ?? RemedyOf(e)
            )),
        ];

    /// <summary><c>Debtor.FiscalCode</c> → <c>debtor.fiscalCode</c>: the name as the caller wrote it.</summary>
    public static string FieldName(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));

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

    /// <summary>For FluentValidation's own rules, whose limits say what to do.</summary>
    private static string RemedyOf(ValidationFailure failure)
    {
        var values = failure.FormattedMessagePlaceholderValues;
        return failure.ErrorCode switch
        {
            "MaximumLengthValidator" => $"Shorten it to {values["MaxLength"]} characters.",
            "NotEmptyValidator" or "NotNullValidator" => "Give it a value.",
            "EmailValidator" => "Use an address such as ufficio@ente.example.",
            "InclusiveBetweenValidator" => $"Use a value from {values["From"]} to {values["To"]}.",
            _ => "Send a value that openapi.yaml allows here.",
        };
    }

    private sealed record RemedyText(string Text, string? Field = null);
}
