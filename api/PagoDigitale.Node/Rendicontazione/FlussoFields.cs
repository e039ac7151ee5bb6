using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>
/// The leaves of one element, by local name and in any order: senders differ in prefixes, order and additions.
/// Names the schema does not know are passed over and reported.
/// </summary>
internal sealed class FlussoFields(string parent)
{
    private const int ValueLengthMax = 1024;
    private readonly Dictionary<string, string> _values = new(10, StringComparer.Ordinal);
    private WireFormatException? _problem;

    public void Take(XmlCursor cursor)
    {
        var name = cursor.LocalName;
        var value = cursor.AnyCode();
        if (value.Length > ValueLengthMax)
            _problem ??= Wrong(name, WireTexts.TooLong.With(ValueLengthMax));
        else if (value.Length > 0 && !_values.TryAdd(name, value))
            _problem ??= Wrong(name, WireTexts.MoreThanOnce);
    }

    public string Code(string name) => Optional(name) ?? throw Wrong(name, WireTexts.Missing);

    /// <summary>Refuses what could not be taken. Apart from <see cref="Take"/>, which must leave the cursor after the element.</summary>
    public void ThrowIfWrong()
    {
        if (_problem is not null)
            throw _problem;
    }

    public string? Optional(string name) => _values.GetValueOrDefault(name);

    public long Amount(string name, long centsMax)
    {
        var text = Code(name).AsSpan();
        var isNegative = text is ['-', ..];
        return WireAmount.TryParse(isNegative ? text[1..] : text, centsMax, out var cents)
            ? isNegative
                ? -cents
                : cents
            : throw Wrong(name, FlussoTexts.NotAmount);
    }

    public DateOnly Date(string name) => WireTime.TryParseDate(Code(name), out var date) ? date : throw Wrong(name, FlussoTexts.NotDate);

    public DateTimeOffset DateTime(string name) =>
        WireTime.TryParseDateTime(Code(name), out var instant) ? instant : throw Wrong(name, FlussoTexts.NotInstant);

    public long Number(string name) =>
        long.TryParse(Code(name), System.Globalization.NumberStyles.None, null, out var number)
            ? number
            : throw Wrong(name, FlussoTexts.NotNumber);

    private WireFormatException Wrong(string name, Message problem) => WireFormatException.Of($"{parent}/{name}", problem);
}
