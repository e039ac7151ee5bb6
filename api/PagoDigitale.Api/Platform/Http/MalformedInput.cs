using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Validation;

namespace PagoDigitale.Api.Platform.Http;

/// <summary>Turns what the framework found wrong with the shape of a request into our field errors.</summary>
public static partial class MalformedInput
{
    private const string BodyRemedy = "Send the members and types that openapi.yaml describes for this body.";

    public static ApiError From(ModelStateDictionary state, HttpContext http)
    {
        var errors = state.Values.SelectMany(e => e.Errors).ToList();
        if (errors.Select(e => e.Exception).OfType<RefusedException>().FirstOrDefault() is { } refused)
            return refused.Error;
        if (errors.Any(e => e.Exception is UnsupportedContentTypeException))
            return UnsupportedMedia(http);
        // The binder also reports the parameter that the unreadable body would have filled; the body's own error says more.
        var unfilled = state.Keys.Any(k => k.StartsWith('$')) ? BodyParameterOf(http) : null;
        var fields = state.Where(e => e.Value!.Errors.Count > 0 && e.Key != unfilled).SelectMany(e => Fields(e.Key, e.Value!.Errors[0], http)).DistinctBy(f => f.Field).ToList();
        return new(ErrorKind.Malformed, fields.Any(f => f.Code == "malformed-json") ? "malformed-json" : "invalid-parameter", "The request is not well formed",
            fields.Count == 1 ? $"{fields[0].Field}: {fields[0].Message}" : $"{fields.Count} fields are not well formed; see errors.")
        { Fields = fields };
    }

    /// <summary>The members of a body that the serializer could not make anything of, in our words.</summary>
    public static IEnumerable<FieldError> FromJson(string? jsonPath, string message)
    {
        var path = (jsonPath ?? "").TrimStart('$').TrimStart('.');
        if (MissingMembers().Match(message) is { Success: true } missing)
            return missing.Groups["names"].Value.Split(", ").Select(name => new FieldError(path.Length == 0 ? name.Trim('\'') : $"{path}.{name.Trim('\'')}", "missing", "is required", "Send it."));
        return [new(path.Length == 0 ? "body" : path, "malformed-json", Tidy(message), BodyRemedy)];
    }

    private static IEnumerable<FieldError> Fields(string key, ModelError error, HttpContext http)
    {
        if (key.StartsWith('$') || error.Exception is System.Text.Json.JsonException)
            return FromJson(key, error.ErrorMessage.Length > 0 ? error.ErrorMessage : error.Exception?.Message ?? "is not valid JSON");
        var message = error.ErrorMessage.Length > 0 ? error.ErrorMessage : "is not a value it can have";
        if (key.Length == 0)
            return [new("body", "missing", "is required", "Send a JSON body.")];
        var name = ValidationRules.FieldName(key);
        return message == "is required"
            ? [new(name, "missing", message, "Send it.")]
            : [new(name, "malformed", message, message.StartsWith('\'') && QueryParameters.Spelling(http, name) is { } spelling ? $"Write {spelling}." : "See the parameter's description in openapi.yaml.")];
    }

    private static ApiError UnsupportedMedia(HttpContext http) =>
        new(ErrorKind.UnsupportedMedia, "unsupported-media-type", "The body's media type is not accepted here",
            $"Send the body as {JsonBodyFormatter.MediaTypeOf(http)} in UTF-8 (Content-Type), not as '{http.Request.ContentType}'.");

    private static string? BodyParameterOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.Controllers.ControllerActionDescriptor>()?.Parameters
            .FirstOrDefault(p => p.BindingInfo?.BindingSource == BindingSource.Body)?.Name;

    /// <summary>The serializer's own words name our types and its positions; callers only need what is wrong.</summary>
    private static string Tidy(string text)
    {
        foreach (var mark in new[] { " Path:", " LineNumber:", " BytePositionInLine:", " encountered during" })
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at)
                text = text[..at];
        if (Unconverted().Match(text) is { Success: true } unconverted)
            return ValueSpelling.Of(unconverted.Groups["type"].Value) is { } spelling ? $"must be {spelling}" : "has the wrong type";
        if (text.Contains("null values", StringComparison.Ordinal))
            return "may not be null";
        if (text.Contains("could not be mapped", StringComparison.Ordinal))
            return "is not a member of this body";
        return text.IndexOf(" on type '", StringComparison.Ordinal) is > 0 and var type ? text[..type] : text;
    }

    [GeneratedRegex(@"could not be converted to (?<type>\S+?)\.?$")]
    private static partial Regex Unconverted();

    [GeneratedRegex("missing required properties including: (?<names>('[^']+'(, )?)+)")]
    private static partial Regex MissingMembers();
}
