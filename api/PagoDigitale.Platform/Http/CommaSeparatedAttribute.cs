using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// A query parameter with several values, written once with commas between them: <c>state=paid,reported</c> (OpenAPI:
/// <c>style: form, explode: false</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CommaSeparatedAttribute : ModelBinderAttribute
{
    public CommaSeparatedAttribute(string name)
        : base(typeof(CommaSeparatedBinder)) => Name = name;

    public override BindingSource? BindingSource { get; protected set; } = BindingSource.Query;
}

public sealed class CommaSeparatedBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        if (bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue is { Length: > 0 } text)
            bindingContext.Result = ModelBindingResult.Success(text.Split(',').Distinct(StringComparer.Ordinal).ToArray());
        return Task.CompletedTask;
    }
}
