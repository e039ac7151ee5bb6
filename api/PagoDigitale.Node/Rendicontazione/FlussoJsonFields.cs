using System.Globalization;
using System.Text.Json;
using System.Xml;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>The values of one JSON object, by name. Names that nobody asks for are passed over: the service adds some.</summary>
internal readonly struct FlussoJsonFields
{
    private const int ValueLengthMax = 1024;

    /// <summary>A number of so many digits is exact; a longer one would be rounded.</summary>
    private const int AmountLengthMax = 25;
    private readonly JsonElement _object;
    private readonly string _parent;

    private FlussoJsonFields(JsonElement value, string parent) => (_object, _parent) = (value, parent);

    public static FlussoJsonFields Of(JsonElement value, string parent) =>
        value.ValueKind == JsonValueKind.Object ? new(value, parent) : throw WireFormatException.Of(parent, FlussoTexts.NotObject);

    public FlussoJsonFields Object(string name) =>
        Find(name) is { } found ? Of(found, $"{_parent}/{name}") : throw Wrong(name, WireTexts.Missing);

    public JsonElement.ArrayEnumerator Array(string name) =>
        Find(name) switch
        {
            null => throw Wrong(name, WireTexts.Missing),
            { ValueKind: JsonValueKind.Array } found => found.EnumerateArray(),
            _ => throw Wrong(name, FlussoTexts.NotList),
        };

    public string Code(string name) => Optional(name) ?? throw Wrong(name, WireTexts.Missing);

    public string? Optional(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            throw Wrong(name, FlussoTexts.NotText);
        var text = TextOf(found, name).Trim();
        return text.Length > ValueLengthMax ? throw Wrong(name, WireTexts.TooLong.With(ValueLengthMax))
            : text.Length == 0 ? null
            : text;
    }

    /// <summary>What no XML could hold (zero, half a surrogate pair) cannot be kept: it is told here, as XML tells it.</summary>
    private string TextOf(JsonElement found, string name)
    {
        if (found.ValueKind == JsonValueKind.Number)
            return found.GetRawText();
        try
        {
            return XmlConvert.VerifyXmlChars(found.GetString()!);
        }
        // How either reader says it.
        catch (Exception failure) when (failure is InvalidOperationException or XmlException)
        {
            throw Wrong(name, FlussoTexts.NotUnicode);
        }
    }

    /// <summary>Euro as a JSON number, whose text is read: as a binary fraction 0.29 would be 28 cents.</summary>
    public long Amount(string name, long centsMax) =>
        Code(name).Length <= AmountLengthMax
        && decimal.TryParse(Code(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var euro)
        && Math.Abs(euro) <= centsMax / 100m
        && decimal.IsInteger(euro * 100)
        && (euro != 0 || !Code(name).AsSpan().ContainsAnyInRange('1', '9'))
            ? (long)(euro * 100)
            : throw Wrong(name, FlussoTexts.NotAmount);

    /// <summary>A date as it is written; an hour after it says nothing of another day.</summary>
    public DateOnly Date(string name) =>
        DateOnly.TryParseExact(Code(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(name, FlussoTexts.NotDate);

    /// <summary>UTC where no offset says otherwise.</summary>
    public DateTimeOffset Instant(string name)
    {
        var text = Code(name);
        return WireTime.TryParseDateTime(HasOffset(text) ? text : $"{text}Z", out var instant)
            ? instant
            : throw Wrong(name, FlussoTexts.NotInstant);
    }

    public long Number(string name) =>
        long.TryParse(Code(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(name, FlussoTexts.NotNumber);

    public long? OptionalNumber(string name) => Optional(name) is null ? null : Number(name);

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 10 && text.AsSpan(10).IndexOfAny('+', '-') >= 0);

    private JsonElement? Find(string name) =>
        _object.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private WireFormatException Wrong(string name, Message problem) => WireFormatException.Of($"{_parent}/{name}", problem);
}
