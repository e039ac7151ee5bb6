using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Platform.Concurrency;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Reads JSON bodies: of the media type the contract names, in UTF-8 (RFC 8259 §8.1 knows no other encoding). A merge patch may
/// come as plain JSON too, which is what most clients send and can mean nothing else; the reverse is refused.
/// </summary>
public sealed class JsonBodyFormatter : SystemTextJsonInputFormatter
{
    private const string Json = "application/json";
    private const string Patch = "application/merge-patch+json";

    public JsonBodyFormatter(JsonOptions options, ILogger<SystemTextJsonInputFormatter> log)
        : base(options, log)
    {
        SupportedMediaTypes.Clear();
        SupportedMediaTypes.Add(Json);
        SupportedMediaTypes.Add(Patch);
        SupportedEncodings.Clear();
        SupportedEncodings.Add(UTF8EncodingWithoutBOM);
    }

    public static string MediaTypeFor(Type body) =>
        body.IsGenericType && body.GetGenericTypeDefinition() == typeof(MergePatch<>) ? Patch : Json;

    /// <summary>What the operation under way takes, for the one who sent something else.</summary>
    public static IReadOnlyList<string> MediaTypesOf(HttpContext http) =>
        MalformedInput.BodyOf(http) is { } body && MediaTypeFor(body.ParameterType) == Patch ? [Patch, Json] : [Json];

    public override bool CanRead(InputFormatterContext context) =>
        MediaTypeHeaderValue.TryParse(context.HttpContext.Request.ContentType, out var sent)
        && (
            sent.MediaType.Equals(MediaTypeFor(context.ModelType), StringComparison.OrdinalIgnoreCase)
            || sent.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        )
        && (!sent.Charset.HasValue || HeaderUtilities.RemoveQuotes(sent.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    public override IReadOnlyList<string>? GetSupportedContentTypes(string? contentType, Type objectType) => [MediaTypeFor(objectType)];
}
