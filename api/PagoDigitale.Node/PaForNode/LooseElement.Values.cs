using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>Values that no amount or identifier depends on: what breaks the schema is shortened or left out, and noted.</summary>
internal sealed partial class LooseElement
{
    /// <summary>A required text; empty where some senders leave it empty.</summary>
    public string Text(string name, int lengthMax) => Has(name) ? Prose(name, lengthMax) : throw Missing(name);

    public string? OptionalText(string name, int lengthMax) => Has(name) && Prose(name, lengthMax) is { Length: > 0 } text ? text : null;

    /// <summary>A code of a certain form.</summary>
    public string? OptionalCode(string name, int lengthMax, Func<string, bool> hasForm)
    {
        if (Find(name) is not { } found || Compact(found.Value) is not { Length: > 0 } code)
            return null;
        if (!found.HasElements && code.Length <= lengthMax && hasForm(code))
            return code;
        Note(ReceiptDeviation.ValueOutOfSchema, name, ReceiptDeviationTexts.OtherForm);
        return null;
    }

    public long? OptionalAmount(string name) => Optional<long>(name, ReceiptDeviationTexts.NotAmount, WireAmount.TryParse);

    public DateOnly? OptionalDate(string name) => Optional<DateOnly>(name, ReceiptDeviationTexts.NotDate, WireTime.TryParseDate);

    public DateTimeOffset? OptionalInstant(string name) =>
        Optional<DateTimeOffset>(name, ReceiptDeviationTexts.NotInstant, WireTime.TryParseDateTime);

    public bool? OptionalBoolean(string name) => Optional<bool>(name, ReceiptDeviationTexts.NotBoolean, TryParseBoolean);

    public WireList<byte>? OptionalBytes(string name)
    {
        if (Find(name) is not { } found)
            return null;
        var buffer = new byte[found.Value.Length];
        if (Convert.TryFromBase64String(found.Value, buffer, out var length))
            return [.. buffer.AsSpan(0, length)];
        Note(ReceiptDeviation.ValueOutOfSchema, name, ReceiptDeviationTexts.NotBase64);
        return [];
    }

    /// <summary>The entries as they come, repeated keys too: published examples have them.</summary>
    public WireList<MetadataEntry> Metadata(string name, int entriesMax)
    {
        if (Optional(name) is not { } metadata)
            return [];
        var entries = metadata.Follow(["mapEntry"]).All("mapEntry");
        if (entries.Count is 0 or > 15)
            Note(ReceiptDeviation.ValueOutOfSchema, name, ReceiptDeviationTexts.OtherCount.With(entries.Count));
        return
        [
            .. entries
                .Take(entriesMax)
                .Select(e => new MetadataEntry(
                    e.Follow(["key", "value"]).OptionalText("key", 140) ?? "",
                    e.OptionalText("value", 140) ?? ""
                ))
                .Where(e => e.Key.Length > 0),
        ];
    }

    public void NoteValue(string name, Message problem) => Note(ReceiptDeviation.ValueOutOfSchema, name, problem);

    private string Prose(string name, int lengthMax)
    {
        var found = Find(name)!;
        if (found.HasElements)
            Note(ReceiptDeviation.ValueOutOfSchema, name, ReceiptDeviationTexts.NotTextOnly);
        var text = found.Value.Trim(' ', '\t', '\r', '\n');
        if (WireText.CodePoints(text) <= lengthMax)
            return text;
        Note(ReceiptDeviation.ValueOutOfSchema, name, ReceiptDeviationTexts.Shortened.With(lengthMax));
        return WireText.Clip(text, lengthMax);
    }

    private T? Optional<T>(string name, Wording problem, Parse<T> parse)
        where T : struct
    {
        if (Find(name) is not { } found || Compact(found.Value) is not { Length: > 0 } text)
            return null;
        if (!found.HasElements && parse(text, out var value))
            return value;
        Note(ReceiptDeviation.ValueOutOfSchema, name, problem);
        return null;
    }

    private delegate bool Parse<T>(ReadOnlySpan<char> text, out T value);

    private static bool TryParseBoolean(ReadOnlySpan<char> text, out bool value)
    {
        value = text is "true" or "1";
        return value || text is "false" or "0";
    }
}
