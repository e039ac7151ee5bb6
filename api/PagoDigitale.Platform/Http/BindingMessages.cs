using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// What the framework says of a parameter it cannot bind. Its own sentences name C# properties; ours name nothing, because
/// the field is told beside them as the caller writes it. They are
/// carried through it in no language, and told where the answer is made (<see cref="MalformedInput"/>).
/// </summary>
public sealed class BindingMessages : IValidationMetadataProvider
{
    public static void Install(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new BindingMessages());
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => NotAValue(value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(NotAValue);
        messages.SetValueIsInvalidAccessor(NotAValue);
        messages.SetValueMustNotBeNullAccessor(_ => RuleTexts.Required.Carried());
        messages.SetUnknownValueIsInvalidAccessor(_ => BindingTexts.NotAValue.Carried());
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => BindingTexts.NotAValue.Carried());
        messages.SetValueMustBeANumberAccessor(_ => BindingTexts.Number.Carried());
        messages.SetNonPropertyValueMustBeANumberAccessor(() => BindingTexts.Number.Carried());
        messages.SetMissingBindRequiredValueAccessor(_ => RuleTexts.Required.Carried());
        messages.SetMissingKeyOrValueAccessor(() => RuleTexts.Required.Carried());
        messages.SetMissingRequestBodyRequiredValueAccessor(() => RuleTexts.Required.Carried());
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            // No brace is among them: the framework takes the text for a format.
            rule.ErrorMessage = MessageOf(rule).Carried();
    }

    private static Message MessageOf(ValidationAttribute rule) =>
        rule switch
        {
            RequiredAttribute => RuleTexts.Required,
            RangeAttribute range => RuleTexts.Between.With(range.Minimum, range.Maximum),
            MaxLengthAttribute longest => BindingTexts.MaxLength.With(longest.Length),
            MinLengthAttribute shortest => BindingTexts.MinLength.With(shortest.Length),
            StringLengthAttribute length => BindingTexts.Length.With(length.MinimumLength, length.MaximumLength),
            AllowedValuesAttribute allowed => BindingTexts.OneOf.With(allowed.Values.OfType<string>()),
            RegularExpressionAttribute pattern when IsVocabulary(pattern.Pattern) => BindingTexts.OneOf.With(
                pattern.Pattern.Replace("|", ", ", StringComparison.Ordinal)
            ),
            RegularExpressionAttribute { Pattern: QueryForm.FiscalCode } => BindingTexts.NoFiscalCode,
            _ => BindingTexts.NotAValue,
        };

    private static bool IsVocabulary(string pattern) =>
        pattern.Contains('|', StringComparison.Ordinal) && pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '|');

    private static string NotAValue(string value) => BindingTexts.NotThatValue.With(value).Carried();
}
