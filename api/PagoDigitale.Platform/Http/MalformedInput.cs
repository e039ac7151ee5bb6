using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>Turns what the framework found wrong with the shape of a request into our field errors.</summary>
public static class MalformedInput
{
    public static async Task<ApiError> FromAsync(ModelStateDictionary state, HttpContext http, CancellationToken ct)
    {
        var errors = state.Values.SelectMany(e => e.Errors).ToList();
        if (errors.Select(e => e.Exception).OfType<RefusedException>().FirstOrDefault() is { } refused)
            return refused.Error;
        if (errors.Any(e => e.Exception is UnsupportedContentTypeException))
            return RequestBody.IsAbsent(http.Request)
                ? Malformed("invalid-parameter", [RequestBody.Missing(BodyTexts.SendJson)])
                : UnsupportedMedia(http);
        var wrong = state.Where(e => e.Value!.Errors.Count > 0).Select(e => (e.Key, Error: e.Value!.Errors[0])).ToList();
        // The binder also reports the parameter that a missing or unreadable body would have filled; the body's own error says more.
        var unfilled = BodyOf(http)?.Name;
        if (wrong.Exists(w => w.Key.Length == 0))
            wrong.RemoveAll(w => w.Key == unfilled);
        var inBody = wrong.Where(w => IsJson(w.Key, w.Error)).ToList();
        if (inBody.Count == 0)
            return Malformed("invalid-parameter", wrong.Select(w => Parameter(w.Key, w.Error, http)));
        using var sent = await SentAsync(http.Request, ct);
        if (sent is not null && JsonShape.Unreadable(sent.RootElement) is { Count: > 0 } unreadable)
            return Malformed(JsonFault.WrongShape, unreadable);
        var shape = sent is not null && BodyTypeOf(http) is { } type ? JsonShape.Faults(sent.RootElement, type) : [];
        if (shape.Count > 0)
            return Malformed(
                JsonFault.WrongShape,
                [.. shape, .. wrong.Except(inBody).Where(w => w.Key != unfilled).Select(w => Parameter(w.Key, w.Error, http))]
            );
        return Malformed(
            JsonFault.WrongShape,
            [
                .. inBody.SelectMany(w => JsonFault.Of(w.Key, Text(w.Error), sent?.RootElement)),
                .. wrong.Except(inBody).Where(w => w.Key != unfilled).Select(w => Parameter(w.Key, w.Error, http)),
            ]
        );
    }

    private static ApiError Malformed(string code, IEnumerable<FieldError> found) =>
        ApiError.Malformed(code, [.. found.DistinctBy(f => f.Field)]);

    private static bool IsJson(string key, ModelError error) => key.StartsWith('$') || error.Exception is JsonException;

    private static string Text(ModelError error) =>
        error.ErrorMessage.Length > 0 ? error.ErrorMessage : error.Exception?.Message ?? JsonTexts.NotJson.Carried();

    private static FieldError Parameter(string key, ModelError error, HttpContext http)
    {
        if (key.Length == 0)
            return http.Request.HasFormContentType ? NoForm() : RequestBody.Missing(BodyTexts.SendJson);
        var message = MessageText.Read(error.ErrorMessage) ?? BindingTexts.NotAValue;
        var name = ValidationRules.FieldName(key);
        return message.Wording == RuleTexts.Required
            ? new(name, "missing", message, BindingTexts.SendIt)
            : new(
                name,
                "malformed",
                message,
                message.Wording == BindingTexts.NotThatValue && QueryParameters.Spelling(http, name) is { } spelling
                    ? BindingTexts.Write.With(spelling)
                    : RemedyOf(message)
            );
    }

    private static FieldError NoForm() => new("body", "malformed", BodyTexts.NoForm, BodyTexts.SendForm);

    /// <summary>A limit that is told can be kept.</summary>
    private static Message RemedyOf(Message message) =>
        message.Wording switch
        {
            var wording when wording == RuleTexts.Between => new Message(RuleTexts.GiveBetween, message.Values),
            var wording when wording == BindingTexts.OneOf => new Message(QueryTexts.UseOneOf, message.Values),
            var wording when wording == BindingTexts.MaxLength => new Message(RuleTexts.Shorten, message.Values),
            _ => BindingTexts.SeeDescription,
        };

    private static ApiError UnsupportedMedia(HttpContext http) =>
        new(
            ErrorKind.UnsupportedMedia,
            "unsupported-media-type",
            ResultTexts.MediaType,
            BodyTexts.SendAs.With(PatternTexts.Alternatives(JsonBodyFormatter.MediaTypesOf(http)), RequestBody.NotAs(http.Request))
        );

    /// <summary>The parameter that the body fills; null where the operation takes none.</summary>
    public static ParameterDescriptor? BodyOf(HttpContext http) =>
        http.GetEndpoint()
            ?.Metadata.GetMetadata<ControllerActionDescriptor>()
            ?.Parameters.FirstOrDefault(p => p.BindingInfo?.BindingSource == BindingSource.Body);

    private static Type? BodyTypeOf(HttpContext http) =>
        BodyOf(http)?.ParameterType is { } type
        && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Concurrency.MergePatch<>))
            ? type
            : null;

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
