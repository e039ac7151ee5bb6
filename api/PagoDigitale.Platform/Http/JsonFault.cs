using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// What the serializer found wrong in a JSON body, in the caller's terms: its own words name our types and its positions, say
/// "wrong type" of a null, and lay a missing member at the door of the whole object.
/// </summary>
public static partial class JsonFault
{
    public const string WrongShape = "malformed-json";

    private const string NotAMember = "is not a member of this body";
    private const string CannotBeConverted = "could not be converted";

    /// <param name="path">As the serializer writes it: <c>$.debtor.type</c>.</param>
    /// <param name="sent">The body, to tell a null from a value of another type.</param>
    public static IEnumerable<FieldError> Of(string path, string text, JsonElement? sent)
    {
        var field = FieldName(path);
        if (MissingMembers().Match(text) is { Success: true } missing)
            return missing.Groups["name"].Captures.Select(name => Missing(field == "body" ? name.Value : $"{field}.{name.Value}"));
        if (
            text.Contains("doesn't allow setting null", StringComparison.Ordinal)
            || (text.Contains(CannotBeConverted, StringComparison.Ordinal) && IsNull(sent, path))
        )
            return [Null(field)];
        return [WrongShapeOf(field, Tidy(text))];
    }

    public static FieldError Missing(string field) => new(field, "missing", "is required", "Give it a value.");

    public static FieldError Twice(string field) => WrongShapeOf(field, "is there twice");

    public static FieldError WrongType(string field, string type) =>
        WrongShapeOf(field, ValueSpelling.Of(type) is { } spelling ? $"must be {spelling}" : "has the wrong type");

    public static FieldError Null(string field) =>
        new(field, "null-not-allowed", "may not be null", "Give it a value; what openapi.yaml does not require may be left out.");

    public static FieldError Unknown(string field) => WrongShapeOf(field, NotAMember);

    private static FieldError WrongShapeOf(string field, string message) =>
        new(field, WrongShape, message, "Send the members and types that openapi.yaml describes for this body.");

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

    private static string Tidy(string text)
    {
        foreach (var mark in new[] { " Path:", " LineNumber:", " BytePositionInLine:", " encountered during" })
            if (text.IndexOf(mark, StringComparison.Ordinal) is > 0 and var at)
                text = text[..at];
        if (Unconverted().Match(text) is { Success: true } unconverted)
            return WrongType("", unconverted.Groups["type"].Value).Message.ToString();
        if (text.Contains("could not be mapped", StringComparison.Ordinal))
            return NotAMember;
        return text.IndexOf(" on type '", StringComparison.Ordinal) is > 0 and var type ? text[..type] : text;
    }

    [GeneratedRegex(@"could not be converted to (?<type>\S+?)\.?$")]
    private static partial Regex Unconverted();

    [GeneratedRegex(@"missing required properties including:(?:[ ,]*'(?<name>[^']+)')+")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[(?<index>[0-9]{1,6})\]")]
    private static partial Regex Steps();
}
