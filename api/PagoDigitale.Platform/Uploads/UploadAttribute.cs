using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace PagoDigitale.Platform.Uploads;

/// <summary>
/// Binds a <see cref="SpooledUpload"/> parameter to the file of the request and declares the media types and size it may have
/// as a bare body; <see cref="UploadFilter"/> takes every upload as a form too.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UploadAttribute(params string[] mediaTypes) : ModelBinderAttribute(typeof(UploadBinder))
{
    public const string AnyFile = "application/octet-stream";
    public const string Csv = "text/csv";
    public const string Tabbed = "text/tab-separated-values";

    /// <summary>Of .xls, and what browsers on Windows call every CSV where Excel is installed.</summary>
    public const string Excel = "application/vnd.ms-excel";
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Xml = "application/xml";

    /// <summary>As good as the other (RFC 7303 §9.2), and what many systems say.</summary>
    public const string TextXml = "text/xml";
    public const string Json = "application/json";
    public const string Zip = "application/zip";

    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;

    public long LengthMax { get; init; } = 100L * 1024 * 1024;

    public override BindingSource? BindingSource { get; protected set; } = BindingSource.Body;
}

public sealed class UploadBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        bindingContext.Result = ModelBindingResult.Success(bindingContext.HttpContext.Features.GetRequiredFeature<SpooledUpload>());
        return Task.CompletedTask;
    }
}
