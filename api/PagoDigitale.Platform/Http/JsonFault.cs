using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// What the serializer found wrong in a JSON body, in the caller's terms: its own words name our types and its positions, say
/// "wrong type" of a null, and lay a missing member at the door of the whole object.
/// </summary>
public static partial class JsonFault
{
    public const string WrongShape = "malformed-json";

    private const string CannotBeConverted = "could not be converted";

    /// <param name="path">As the serializer writes it: <c>$.debtor.type</c>.</param>
    /// <param name="sent">The body, to tell a null from a value of another type.</param>
    public static IEnumerable<FieldError> Of(string path, string text, JsonElement? sent)
    {
        var field = FieldName(path);
        if (MessageText.Read(text) is { } ours)
            return [WrongShapeOf(field, ours)];
        if (MissingMembers().Match(text) is { Success: true } missing)
            return missing.Groups["name"].Captures.Select(name => Missing(field == "body" ? name.Value : $"{field}.{name.Value}"));
        if (
            text.Contains("doesn't allow setting null", StringComparison.Ordinal)
            || (text.Contains(CannotBeConverted, StringComparison.Ordinal) && IsNull(sent, path))
        )
            return [Null(field)];
        return [WrongShapeOf(field, MessageOf(text))];
    }

    public static FieldError Missing(string field) => new(field, "missing", RuleTexts.Required, RuleTexts.GiveValue);

    public static FieldError Twice(string field) => WrongShapeOf(field, JsonTexts.Twice);

    public static FieldError WrongType(string field, string type) => WrongShapeOf(field, WrongType(type));

    public static FieldError Null(string field) => new(field, "null-not-allowed", JsonTexts.Null, JsonTexts.GiveOrLeaveOut);

    public static FieldError NoUnicode(string field) =>
        new(field.Length == 0 ? "body" : field, WrongShape, JsonTexts.NoUnicode, CharacterTexts.RemoveHidden);

    /// <param name="known">The members there are.</param>
    public static FieldError Unknown(string field, IEnumerable<string> known) =>
        new(field, WrongShape, JsonTexts.NotAMember, JsonTexts.KnownMembers.With(known.Order(StringComparer.Ordinal)));

    private static FieldError WrongShapeOf(string field, Message message) => new(field, WrongShape, message, JsonTexts.SeeBody);

    private static Message WrongType(string type) =>
        ValueSpelling.Of(type) is { } spelling ? JsonTexts.MustBe.With(spelling) : JsonTexts.WrongType;

    private static string FieldName(string path) => path.TrimStart('$').TrimStart('.') is { Length: > 0 } name ? name : "body";

    private static bool IsNull(JsonElement? sent, string path)
    {
        if (sent is not { } at)
            return false;
        foreach (Match step in Steps().Matches(path))
        {
            if (step.Groups["index"] is { Success: true, Value: var index })
            {
                if (
                    at.ValueKind != JsonValueKind.Array
                    || int.Parse(index, CultureInfo.InvariantCulture) is var i && i >= at.GetArrayLength()
                )
                    return false;
                at = at[i];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step.Groups["name"].Value, out at))
                return false;
        }
        return at.ValueKind == JsonValueKind.Null;
    }

    private static Message MessageOf(string text)
    {
        foreach (var mark in new[] { " Path:", " LineNumber:", " BytePositionInLine:", " encountered during" })
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at)
                text = text[..at];
        if (Unconverted().Match(text) is { Success: true } unconverted)
            return WrongType(unconverted.Groups["type"].Value);
        if (text.Contains("could not be mapped", StringComparison.Ordinal))
            return JsonTexts.NotAMember;
        return JsonSyntax.Of(text.IndexOf(" on type '", StringComparison.Ordinal) is > 0 and var type ? text[..type] : text);
    }

    [GeneratedRegex(@"could not be converted to (?<type>\S+?)\.?$")]
    private static partial Regex Unconverted();

    [GeneratedRegex(@"missing required properties including:(?:[ ,]*'(?<name>[^']+)')+")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[(?<index>[0-9]{1,6})\]")]
    private static partial Regex Steps();
}
