using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>The action reads a form, in the one encoding of RFC 6749; another body is refused before it is read.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FormBodyAttribute : Attribute, IAsyncResourceFilter
{
    public const string MediaType = "application/x-www-form-urlencoded";

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (!IsForm(http.Request.ContentType))
            throw new RefusedException(
                new(
                    ErrorKind.UnsupportedMedia,
                    "unsupported-media-type",
                    ResultTexts.MediaType,
                    BodyTexts.SendAs.With(MediaType, RequestBody.NotAs(http.Request))
                )
            );
        try
        {
            // A body over the limit must end here, as 413: the binder would call it malformed.
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            // The binder asks for the same form, gets the same failure and tells it as a malformed field.
        }
        context.ValueProviderFactories.Add(new FormValueProviderFactory());
        await next();
    }

    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var sent)
        && sent.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && (!sent.Charset.HasValue || HeaderUtilities.RemoveQuotes(sent.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
