namespace PagoDigitale.Node.Soap;

/// <summary>Typed leaves. "Code" is an identifier, whose line breaks are noise; "Text" is prose, only trimmed.</summary>
internal sealed partial class XmlCursor
{
    private const string Spaces = " \t\r\n";

    public string Text(string name, int lengthMax) => NotEmpty(name, LenientText(name, lengthMax));

    /// <summary>A mandatory text that some senders leave empty: refusing it would cost more than accepting it.</summary>
    public string LenientText(string name, int lengthMax)
    {
        Expect(name);
        var text = Limited(name, Content(name).Trim([' ', '\t', '\r', '\n']), lengthMax);
        return isStrict ? NotEmpty(name, text) : text;
    }

    public string? OptionalText(string name, int lengthMax)
    {
        if (!IsAt(name))
            return null;
        var text = LenientText(name, lengthMax);
        return NullWhenEmpty(name, text);
    }

    public string Code(string name, int lengthMax)
    {
        Expect(name);
        return Limited(name, NotEmpty(name, Compact(Content(name))), lengthMax);
    }

    /// <summary>The value of the current element, whatever its name; may be empty.</summary>
    public string AnyCode() => Compact(Content(Clip(reader.LocalName)));

    public string? OptionalCode(string name, int lengthMax)
    {
        if (!IsAt(name))
            return null;
        var code = Limited(name, Compact(Content(name)), lengthMax);
        return NullWhenEmpty(name, code);
    }

    public string Digits(string name, int length)
    {
        var value = Code(name, int.MaxValue);
        if (value.Length != length || value.AsSpan().ContainsAnyExceptInRange('0', '9'))
            throw Fail(name, WireTexts.NotDigits.With(length));
        return value;
    }

    public string? OptionalDigits(string name, int length) => IsAt(name) ? Digits(name, length) : null;

    public long Amount(string name, bool isZeroAllowed = false)
    {
        var text = Code(name, int.MaxValue);
        if (!WireAmount.TryParse(text, out var cents))
            throw Fail(name, WireTexts.NotAmount);
        return cents > 0 || isZeroAllowed ? cents : throw Fail(name, WireTexts.TooLow);
    }

    public long? OptionalAmount(string name) => IsAt(name) ? Amount(name, isZeroAllowed: true) : null;

    public DateOnly Date(string name) =>
        WireTime.TryParseDate(Code(name, int.MaxValue), out var date) ? date : throw Fail(name, WireTexts.NotDate);

    public DateOnly? OptionalDate(string name) => IsAt(name) ? Date(name) : null;

    public DateTimeOffset? OptionalDateTime(string name) =>
        !IsAt(name) ? null
        : WireTime.TryParseDateTime(Code(name, int.MaxValue), out var instant) ? instant
        : throw Fail(name, WireTexts.NotInstant);

    public bool Boolean(string name) =>
        Code(name, int.MaxValue) switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => throw Fail(name, WireTexts.NotBoolean),
        };

    public bool? OptionalBoolean(string name) => IsAt(name) ? Boolean(name) : null;

    public string OneOf(string name, params ReadOnlySpan<string> values)
    {
        var value = Code(name, int.MaxValue);
        return values.Contains(value) ? value : throw Fail(name, WireTexts.NoneOf.With(string.Join(", ", values)));
    }

    public int Integer(string name, int min, int max) =>
        int.TryParse(Code(name, int.MaxValue), System.Globalization.NumberStyles.None, null, out var value) && value >= min && value <= max
            ? value
            : throw Fail(name, WireTexts.OutOfRange.With(min, max));

    public byte[] Base64(string name)
    {
        try
        {
            return Convert.FromBase64String(Code(name, int.MaxValue));
        }
        catch (FormatException)
        {
            throw Fail(name, WireTexts.NotBase64);
        }
    }

    private string? NullWhenEmpty(string name, string value) =>
        value.Length > 0 ? value
        : isStrict ? throw Fail(name, WireTexts.Empty)
        : null;

    private string NotEmpty(string name, string value) => value.Length > 0 ? value : throw Fail(name, WireTexts.Empty);

    private string Limited(string name, string value, int lengthMax) =>
        value.Length <= lengthMax || WireText.CodePoints(value) <= lengthMax ? value : throw Fail(name, WireTexts.TooLong.With(lengthMax));

    // Load tests of the node send identifiers broken over lines and indented.
    private static string Compact(string value) =>
        value.AsSpan().ContainsAny("\t\r\n") ? string.Concat(value.Where(c => !Spaces.Contains(c))) : value.Trim(' ');
}
