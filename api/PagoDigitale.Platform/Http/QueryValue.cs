using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>Query parameters with a vocabulary or a shape: what is not of it is a malformed request, never an empty list.</summary>
public static class QueryValue
{
    public static ApiError? TryState<T>(string? text, string parameter, out string? state)
        where T : struct, Enum
    {
        state = text;
        return text is null || StateText.TryParse<T>(text, out _)
            ? null
            : Malformed(parameter, "is none of the values it may have", $"Use one of: {string.Join(", ", StateText.All<T>())}.");
    }

    /// <summary>Of a filter that takes several.</summary>
    public static ApiError? TryStates<T>(string[]? texts, string parameter)
        where T : struct, Enum => TryAll(texts, parameter, [.. StateText.All<T>()]);

    public static ApiError? TryAll(string[]? texts, string parameter, IReadOnlyCollection<string> vocabulary) =>
        texts is null || texts.All(vocabulary.Contains)
            ? null
            : Malformed(
                parameter,
                $"'{texts.First(t => !vocabulary.Contains(t))}' is none of the values it may have",
                $"Use one or more of these, with commas between them: {string.Join(", ", vocabulary)}."
            );

    /// <summary>What a parameter with several values says; null where it is not there.</summary>
    public static string[]? List(HttpContext http, string parameter) =>
        http.Request.Query[parameter].ToString() is { Length: > 0 } text ? text.Split(',') : null;

    public static ApiError? TryOnce(string[] values, string parameter) =>
        values.GroupBy(v => v, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } repeated
            ? Malformed(parameter, $"'{repeated.Key}' is named more than once", "Name each value once.")
            : null;

    public static ApiError? TryId(string? text, string prefix, string parameter, out Guid? id)
    {
        id = null;
        if (text is null)
            return null;
        if (!PublicId.TryParse(text, prefix, out var parsed))
            return Malformed(parameter, "is not an identifier of this kind", $"Use an identifier that begins with {prefix}_.");
        id = parsed;
        return null;
    }

    public static ApiError Malformed(string parameter, Message message, Message remedy) =>
        new(ErrorKind.Malformed, "invalid-parameter", "A query parameter is not valid", $"{parameter}: {message}.")
        {
            Fields = [new(parameter, "malformed", message, remedy)],
        };
}
