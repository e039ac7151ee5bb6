using Microsoft.AspNetCore.Http.Features;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>What is said of a body that is not there, or of a media type that is not.</summary>
public static class RequestBody
{
    /// <summary>Told by the framing (RFC 9112 §6.3), before anything is read.</summary>
    public static bool IsAbsent(HttpRequest request) =>
        request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    public static FieldError Missing(string remedy) => new("body", "missing", "is required", remedy);

    public static string NotAs(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) ? "and say so: the request has no Content-Type" : $"not as '{request.ContentType}'";
}
