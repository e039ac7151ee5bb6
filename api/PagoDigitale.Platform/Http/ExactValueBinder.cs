using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Days, instants, numbers and yes or no in paths and queries are written in the one way that openapi.yaml names: RFC 3339, plain digits,
/// true or false (also <c>True</c>, as Python writes it). The framework takes whatever .NET can make something of: 01/12/2026 for the
/// twelfth of January, <c>0x5</c> for five.
/// </summary>
public sealed partial class ExactValueBinder : IModelBinder, IModelBinderProvider
{
    public static void Install(MvcOptions options) => options.ModelBinderProviders.Insert(0, new ExactValueBinder());

    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var source = context.BindingInfo.BindingSource;
        var isParameter = source is null || source.CanAcceptDataFrom(BindingSource.Query) || source.CanAcceptDataFrom(BindingSource.Path);
        return isParameter && IsExact(context.Metadata.UnderlyingOrModelType) ? this : null;
    }

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var sent = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (sent == ValueProviderResult.None)
            return Task.CompletedTask;
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, sent);
        if (Read(bindingContext.ModelMetadata.UnderlyingOrModelType, sent.FirstValue ?? "") is { } value)
            bindingContext.Result = ModelBindingResult.Success(value);
        else
            bindingContext.ModelState.TryAddModelError(
                bindingContext.ModelName,
                bindingContext.ModelMetadata.ModelBindingMessageProvider.NonPropertyAttemptedValueIsInvalidAccessor(sent.FirstValue ?? "")
            );
        return Task.CompletedTask;
    }

    private static bool IsExact(Type type) =>
        type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(int) || type == typeof(long) || type == typeof(bool);

    private static object? Read(Type type, string text)
    {
        if (type == typeof(DateOnly))
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (type == typeof(DateTimeOffset))
            return
                Instant().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? instant
                : null;
        if (type == typeof(bool))
            return text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
                : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
                : null;
        if (!Whole().IsMatch(text))
            return null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var many) ? many : null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})\z", RegexOptions.ECMAScript)]
    private static partial Regex Instant();

    [GeneratedRegex(@"^-?\d+\z", RegexOptions.ECMAScript)]
    private static partial Regex Whole();
}
