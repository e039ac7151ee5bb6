using Microsoft.AspNetCore.Mvc.ModelBinding;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Validation;

namespace PagoDigitale.Api.Platform.Http;

/// <summary>Turns what the framework found wrong with the shape of a request into our field errors.</summary>
public static class MalformedInput
{
    public static ApiError From(ModelStateDictionary state)
    {
        if (state.Values.SelectMany(e => e.Errors).Any(e => e.Exception is UnsupportedContentTypeException))
            return new(ErrorKind.UnsupportedMedia, "unsupported-media-type", "The body's media type is not accepted here", "See the request body of the operation in openapi.yaml for the Content-Type it takes.");
        var fields = state.Where(e => e.Value!.Errors.Count > 0).Select(e => Field(e.Key, e.Value!.Errors[0])).DistinctBy(f => f.Field).ToList();
        // The binder also reports the parameter that the unreadable body would have filled; the body's own error says more.
        if (fields.Count > 1)
            fields.RemoveAll(f => f.Code == "missing" && f.Message.StartsWith("The ", StringComparison.Ordinal) && f.Message.EndsWith(" field is required.", StringComparison.Ordinal) && fields.Any(o => o.Code == "malformed-json"));
        return new(ErrorKind.Malformed, fields.Any(f => f.Code == "malformed-json") ? "malformed-json" : "invalid-parameter", "The request is not well formed",
            fields.Count == 1 ? $"{fields[0].Field}: {fields[0].Message}" : $"{fields.Count} fields are not well formed; see errors.")
        { Fields = fields };
    }

    private static FieldError Field(string key, ModelError error)
    {
        if (key.StartsWith('$') || error.Exception is System.Text.Json.JsonException)
            return new(JsonPath(key), "malformed-json", Tidy(error), "Send the members and types that openapi.yaml describes for this body.");
        return key.Length == 0
            ? new("body", "missing", error.ErrorMessage.Length > 0 ? error.ErrorMessage : "is required", "Send a JSON body.")
            : new(ValidationRules.FieldName(key), error.ErrorMessage.Contains("required", StringComparison.Ordinal) ? "missing" : "malformed", error.ErrorMessage,
                "See the parameter's description in openapi.yaml.");
    }

    private static string JsonPath(string key)
    {
        var path = key.TrimStart('$').TrimStart('.');
        return path.Length == 0 ? "body" : path;
    }

    /// <summary>The serializer's own words name our types and its positions; callers only need what is wrong.</summary>
    private static string Tidy(ModelError error)
    {
        var text = error.ErrorMessage.Length > 0 ? error.ErrorMessage : error.Exception?.Message ?? "is not valid JSON";
        foreach (var mark in new[] { " Path:", " LineNumber:", " BytePositionInLine:", " encountered during" })
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at)
                text = text[..at];
        if (text.Contains("could not be converted", StringComparison.Ordinal))
            return "has the wrong type";
        if (text.Contains("could not be mapped", StringComparison.Ordinal))
            return "is not a member of this body";
        return text.IndexOf(" on type '", StringComparison.Ordinal) is > 0 and var type ? text[..type] : text;
    }
}
