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
            _problem ??= new WireFormatException($"Element {parent}/{name} is longer than {ValueLengthMax} characters.");
        else if (value.Length > 0 && !_values.TryAdd(name, value))
            _problem ??= new WireFormatException($"Element {parent}/{name} occurs more than once.");
    }

    public string Code(string name) => Optional(name) ?? throw Missing(name);

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
            : throw Wrong(name, "an amount like 1234.56");
    }

    public DateOnly Date(string name) => WireTime.TryParseDate(Code(name), out var date) ? date : throw Wrong(name, "a date");

    public DateTimeOffset DateTime(string name) =>
        WireTime.TryParseDateTime(Code(name), out var instant) ? instant : throw Wrong(name, "a date and time");

    public long Number(string name) =>
        long.TryParse(Code(name), System.Globalization.NumberStyles.None, null, out var number)
            ? number
            : throw Wrong(name, "a whole number");

    private WireFormatException Missing(string name) => new($"Element {parent}/{name} is missing.");

    private WireFormatException Wrong(string name, string expected) => new($"Element {parent}/{name} is not {expected}.");
}
