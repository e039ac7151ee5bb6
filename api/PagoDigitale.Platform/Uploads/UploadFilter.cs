using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Uploads;

/// <summary>
/// One way to take a file, wherever files are taken: the file as the body, or a form as browsers and <c>curl -F</c> send it.
/// It runs after the caller is known and before the parameters are read, because fields of the form are parameters.
/// </summary>
public sealed class UploadFilter : IAsyncResourceFilter
{
    /// <summary>By action; looking for an attribute costs more than many an operation.</summary>
    private static readonly ConcurrentDictionary<string, UploadAttribute?> Declared = new();

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (DeclaredBy(context.ActionDescriptor) is { } declared)
        {
            var http = context.HttpContext;
            var upload = await ReadAsync(http, declared);
            http.Response.RegisterForDisposeAsync(upload);
            http.Features.Set(upload);
        }
        await next();
    }

    private static UploadAttribute? DeclaredBy(ActionDescriptor action) =>
        Declared.GetOrAdd(
            action.Id,
            static (_, described) =>
                described
                    .Parameters.OfType<ControllerParameterDescriptor>()
                    .SelectMany(p => p.ParameterInfo.GetCustomAttributes(typeof(UploadAttribute), false))
                    .Cast<UploadAttribute>()
                    .SingleOrDefault(),
            action
        );

    private static Message Accepted(UploadAttribute declared) =>
        BodyTexts.OrInForm.With(PatternTexts.Alternatives(declared.MediaTypes), MultipartUpload.MediaType);

    private static Task<SpooledUpload> ReadAsync(HttpContext http, UploadAttribute declared)
    {
        var isMediaType = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var sent);
        var isForm = isMediaType && sent!.MediaType.Equals(MultipartUpload.MediaType, StringComparison.OrdinalIgnoreCase);
        if (!isMediaType && RequestBody.IsAbsent(http.Request))
            throw new RefusedException(
                ApiError.Malformed("invalid-parameter", [RequestBody.Missing(BodyTexts.SendFileAs.With(Accepted(declared)))])
            );
        if (!isForm && !(isMediaType && declared.MediaTypes.Contains(sent!.MediaType.Value, StringComparer.OrdinalIgnoreCase)))
            throw new RefusedException(
                new(
                    ErrorKind.UnsupportedMedia,
                    "unsupported-media-type",
                    ResultTexts.MediaType,
                    BodyTexts.SendFileAsInstead.With(Accepted(declared), RequestBody.NotAs(http.Request))
                )
            );
        if (http.Request.ContentLength > declared.LengthMax + (isForm ? MultipartUpload.OverheadMax : 0))
            throw new RefusedException(SpooledUpload.TooLarge(declared.LengthMax));
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        return isForm
            ? MultipartUpload.ReadAsync(http.Request, sent!, declared.LengthMax, http.RequestAborted)
            : SpooledUpload.ReadAsync(http.Request.Body, http.Request.ContentType, null, declared.LengthMax, http.RequestAborted);
    }
}
