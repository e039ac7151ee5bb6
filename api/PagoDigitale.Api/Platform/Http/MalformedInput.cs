using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Validation;

namespace PagoDigitale.Api.Platform.Http;

/// <summary>Turns what the framework found wrong with the shape of a request into our field errors.</summary>
public static class MalformedInput
{
    public static async Task<ApiError> FromAsync(ModelStateDictionary state, HttpRequest request, CancellationToken ct)
    {
        if (state.Values.SelectMany(e => e.Errors).Any(e => e.Exception is UnsupportedContentTypeException))
            return new(ErrorKind.UnsupportedMedia, "unsupported-media-type", "The body's media type is not accepted here", "See the request body of the operation in openapi.yaml for the Content-Type it takes.");
        var wrong = state.Where(e => e.Value!.Errors.Count > 0).Select(e => (e.Key, Error: e.Value!.Errors[0])).ToList();
        var inBody = wrong.Where(w => IsJson(w.Key, w.Error)).ToList();
        if (inBody.Count > 0)
        {
            using var sent = await SentAsync(request, ct);
            // The binder also reports the parameter that the unreadable body would have filled; the body's own error says more.
            return Malformed(JsonFault.WrongShape, [
                .. inBody.SelectMany(w => JsonFault.Of(w.Key, Text(w.Error), sent?.RootElement)),
                .. wrong.Except(inBody).Select(w => Parameter(w.Key, w.Error)).Where(f => !IsEmptyBody(f))]);
        }
        return Malformed("invalid-parameter", [.. wrong.Select(w => Parameter(w.Key, w.Error))]);
    }

    private static ApiError Malformed(string code, IEnumerable<FieldError> found) => ApiError.Malformed(code, [.. found.DistinctBy(f => f.Field)]);

    private static bool IsJson(string key, ModelError error) => key.StartsWith('$') || error.Exception is JsonException;

    private static string Text(ModelError error) => error.ErrorMessage.Length > 0 ? error.ErrorMessage : error.Exception?.Message ?? "is not valid JSON";

    private static FieldError Parameter(string key, ModelError error) => key.Length == 0
        ? new("body", "missing", error.ErrorMessage.Length > 0 ? error.ErrorMessage : "is required", "Send a JSON body.")
        : new(ValidationRules.FieldName(key), error.ErrorMessage.Contains("required", StringComparison.Ordinal) ? "missing" : "malformed", error.ErrorMessage,
            "See the parameter's description in openapi.yaml.");

    private static bool IsEmptyBody(FieldError field) =>
        field.Code == "missing" && field.Message.StartsWith("The ", StringComparison.Ordinal) && field.Message.EndsWith(" field is required.", StringComparison.Ordinal);

    /// <summary>The body once more; null when it is no JSON at all.</summary>
    private static async Task<JsonDocument?> SentAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.Body.CanSeek)
            return null;
        request.Body.Position = 0;
        try
        {
            return await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
        }
        catch (JsonException)
        {
            // What is wrong with it has been said by the first reading.
            return null;
        }
    }
}
