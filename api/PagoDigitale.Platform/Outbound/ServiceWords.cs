using System.Globalization;
using System.Text;
using System.Text.Json;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Platform.Outbound;

/// <summary>What a service says of its refusal, in a line: the sentence of its JSON, else how its answer begins.</summary>
internal static class ServiceWords
{
    private const int LengthMax = 200;

    /// <summary>From what says most to what says least: RFC 9457, and the ways of pagoPA's services.</summary>
    private static readonly string[] _telling = ["detail", "message", "httpStatusDescription", "title"];

    public static string Of(byte[] body) => Clipped.WithEllipsis(InALine(SentenceOf(body) ?? Beginning(body)), LengthMax)!;

    private static string? SentenceOf(byte[] body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            var root = answer.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (
                root.TryGetProperty("errors", out var errors)
                && errors.ValueKind == JsonValueKind.Array
                && errors.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                && Text(first, "message") is { } said
            )
                return Text(root, "appErrorCode") is { } code ? $"{code} {said}" : said;
            return _telling.Select(name => Text(root, name)).FirstOrDefault(text => text is not null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or text of half a character: it is quoted as it begins.
            return null;
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string Beginning(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, LengthMax * 4)));

    /// <summary>Without what no answer of ours may hold.</summary>
    private static string InALine(string text) =>
        string.Join(
            ' ',
            new string([.. text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c)]).Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            )
        );
}
