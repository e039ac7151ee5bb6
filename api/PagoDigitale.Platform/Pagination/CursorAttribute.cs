using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Pagination;

/// <summary>Binds the <c>cursor</c> of the query to the place it stands for, once it is known to be of this very list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CursorAttribute : ModelBinderAttribute
{
    public CursorAttribute()
        : base(typeof(CursorBinder)) => Name = "cursor";

    public override BindingSource? BindingSource { get; protected set; } = BindingSource.Query;
}

public sealed class CursorBinder : IModelBinder
{
    public const int LengthMax = 512;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var text = bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue;
        if (string.IsNullOrEmpty(text))
            return Task.CompletedTask;
        if (text.Length > LengthMax || !CursorScope.TryUnbind(text, bindingContext.HttpContext, out var cursor))
            bindingContext.ModelState.TryAddModelException(bindingContext.ModelName, new RefusedException(Cursor.Malformed()));
        else
            bindingContext.Result = ModelBindingResult.Success(cursor);
        return Task.CompletedTask;
    }
}
