using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PagoDigitale.Api.Platform.Uploads;

/// <summary>Binds a <see cref="SpooledUpload"/> parameter to the raw body and declares the media types and size it may have.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UploadAttribute(params string[] mediaTypes) : ModelBinderAttribute(typeof(UploadBinder))
{
    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;

    public long LengthMax { get; init; } = 100L * 1024 * 1024;

    public override BindingSource? BindingSource { get; protected set; } = BindingSource.Body;
}

public sealed class UploadBinder : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var http = bindingContext.HttpContext;
        var declared = ((Microsoft.AspNetCore.Mvc.Controllers.ControllerParameterDescriptor)bindingContext.ActionContext.ActionDescriptor.Parameters
            .Single(p => p.Name == bindingContext.FieldName || p.ParameterType == typeof(SpooledUpload))).ParameterInfo
            .GetCustomAttributes(typeof(UploadAttribute), false).Cast<UploadAttribute>().Single();
        var mediaType = http.Request.ContentType?.Split(';')[0].Trim();
        if (mediaType is null || !declared.MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase))
            throw new Results.RefusedException(new(Results.ErrorKind.UnsupportedMedia, "unsupported-media-type", "The body's media type is not accepted here",
                $"Send the file as {string.Join(" or ", declared.MediaTypes)} (Content-Type), not as '{mediaType}'."));
        if (http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var upload = await SpooledUpload.ReadAsync(http.Request, declared.LengthMax, http.RequestAborted);
        http.Response.RegisterForDisposeAsync(upload);
        http.Features.Set(upload);
        bindingContext.Result = ModelBindingResult.Success(upload);
    }
}
