using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Parameters come from the path, the query and headers. The framework would also read every form sent to any operation before
/// that operation looks at its media type, and stumbles over names like <c>a[</c>; and it would read queries as jQuery writes
/// them. The one operation that takes a form asks for it (<see cref="FormBodyAttribute"/>).
/// </summary>
public static class ValueSources
{
    public static void Install(MvcOptions options)
    {
        options.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        options.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
    }
}
