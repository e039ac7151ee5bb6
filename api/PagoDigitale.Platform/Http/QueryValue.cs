using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

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
            : Malformed(parameter, RuleTexts.NoneOfThem, QueryTexts.UseOneOf.With(StateText.All<T>()));
    }

    /// <summary>Of a filter that takes several.</summary>
    public static ApiError? TryStates<T>(string[]? texts, string parameter)
        where T : struct, Enum => TryAll(texts, parameter, [.. StateText.All<T>()]);

    public static ApiError? TryAll(string[]? texts, string parameter, IReadOnlyCollection<string> vocabulary) =>
        texts is null || texts.All(vocabulary.Contains)
            ? null
            : Malformed(
                parameter,
                QueryTexts.NoneOfThem.With(texts.First(t => !vocabulary.Contains(t))),
                QueryTexts.UseSomeOf.With(vocabulary)
            );

    /// <summary>The states that are asked, but for those that are not among <paramref name="some"/>, or that are; null for any.</summary>
    public static string[]? Narrow<T>(string[]? asked, bool? isSome, params T[] some)
        where T : struct, Enum
    {
        if (isSome is not { } isOne)
            return asked;
        var those = some.Select(s => StateText.Of(s)).ToHashSet();
        return [.. (asked ?? StateText.All<T>()).Where(s => those.Contains(s) == isOne)];
    }

    /// <summary>What a parameter with several values says; null where it is not there.</summary>
    public static string[]? List(HttpContext http, string parameter) =>
        http.Request.Query[parameter].ToString() is { Length: > 0 } text ? text.Split(',') : null;

    public static ApiError? TryOnce(string[] values, string parameter) =>
        values.GroupBy(v => v, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key switch
        {
            null => null,
            "" => Malformed(parameter, QueryTexts.WithoutValue, QueryTexts.GiveOrLeaveOut),
            var repeated => Malformed(parameter, QueryTexts.NamedTwice.With(repeated), QueryTexts.NameOnce),
        };

    public static ApiError? TryId(string? text, string prefix, string parameter, out Guid? id)
    {
        id = null;
        if (text is null)
            return null;
        if (!PublicId.TryParse(text, prefix, out var parsed))
            return Malformed(parameter, QueryTexts.NoSuchIdentifier, QueryTexts.UsePrefix.With(prefix));
        id = parsed;
        return null;
    }

    public static ApiError Malformed(string parameter, Message message, Message remedy) =>
        new(ErrorKind.Malformed, "invalid-parameter", QueryTexts.Invalid, PatternTexts.FieldSentence.With(parameter, message))
        {
            Fields = [new(parameter, "malformed", message, remedy)],
        };
}
