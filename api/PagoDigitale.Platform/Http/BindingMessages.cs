using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// What the framework says of a parameter it cannot bind. Its own sentences name C# properties; ours name nothing, because
/// the field is told beside them as the caller writes it.
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
        messages.SetValueMustNotBeNullAccessor(_ => "is required");
        messages.SetUnknownValueIsInvalidAccessor(_ => "is not a value it can have");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "is not a value it can have");
        messages.SetValueMustBeANumberAccessor(_ => "must be a number");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "must be a number");
        messages.SetMissingBindRequiredValueAccessor(_ => "is required");
        messages.SetMissingKeyOrValueAccessor(() => "is required");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "is required");
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            rule.ErrorMessage = rule switch
            {
                RequiredAttribute => "is required",
                RangeAttribute range => $"must be from {range.Minimum} to {range.Maximum}",
                MaxLengthAttribute longest => $"may have at most {longest.Length} characters",
                MinLengthAttribute shortest => $"must have at least {shortest.Length} characters",
                StringLengthAttribute length => $"must have {length.MinimumLength} to {length.MaximumLength} characters",
                AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values.OfType<string>())}",
                RegularExpressionAttribute pattern when IsVocabulary(pattern.Pattern) =>
                    $"must be one of {pattern.Pattern.Replace("|", ", ", StringComparison.Ordinal)}",
                _ => "is not a value it can have",
            };
    }

    private static bool IsVocabulary(string pattern) =>
        pattern.Contains('|', StringComparison.Ordinal) && pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '|');

    private static string NotAValue(string value) => $"'{value}' is not a value it can have";
}
