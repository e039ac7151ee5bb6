using Microsoft.AspNetCore.Http.Features;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>What is said of a body that is not there, or of a media type that is not.</summary>
public static class RequestBody
{
    /// <summary>Told by the framing (RFC 9112 §6.3), before anything is read.</summary>
    public static bool IsAbsent(HttpRequest request) =>
        request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    public static FieldError Missing(Message remedy) => new("body", "missing", RuleTexts.Required, remedy);

    /// <summary>To go on from how the body is to be sent.</summary>
    public static Message NotAs(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) ? BodyTexts.SaySo : BodyTexts.NotAs.With(request.ContentType);
}
