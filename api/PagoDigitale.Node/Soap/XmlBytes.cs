using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PagoDigitale.Node.Soap;

/// <summary>
/// Writes XML as UTF-8 straight into a buffer. Prose is clipped to its limit; an identifier over its limit is a bug of
/// the caller and throws. An element is written only when it has content, because the schema forbids empty ones.
/// </summary>
internal sealed class XmlBytes(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>");

    public void Raw(ReadOnlySpan<byte> utf8) => output.Write(utf8);

    public void Open(string name)
    {
        output.Write("<"u8);
        Plain(name);
        output.Write(">"u8);
    }

    public void Close(string name)
    {
        output.Write("</"u8);
        Plain(name);
        output.Write(">"u8);
    }

    public void Text(string name, string? value, int lengthMax)
    {
        var text = WireText.Clip(value ?? string.Empty, lengthMax);
        Leaf(name, text.Length > 0 ? text : throw new ArgumentException($"{name} is empty.", name));
    }

    public void OptionalText(string name, string? value, int lengthMax)
    {
        if (value is null)
            return;
        var text = WireText.Clip(value, lengthMax);
        if (text.Length > 0)
            Leaf(name, text);
    }

    public void Code(string name, string? value, int lengthMax)
    {
        var code = WireText.Clean(value ?? string.Empty);
        if (code.Length == 0 || code.Length > lengthMax)
            throw new ArgumentException($"{name} must have 1 to {lengthMax} characters.", name);
        Leaf(name, code);
    }

    public void OptionalCode(string name, string? value, int lengthMax)
    {
        if (!string.IsNullOrWhiteSpace(value))
            Code(name, value, lengthMax);
    }

    public void Digits(string name, string? value, int length)
    {
        if (value is null || value.Length != length || value.AsSpan().ContainsAnyExceptInRange('0', '9'))
            throw new ArgumentException($"{name} must be exactly {length} digits.", name);
        Leaf(name, value);
    }

    public void Amount(string name, long cents, bool isZeroAllowed = false)
    {
        if (cents > WireAmount.CentsMax || cents < (isZeroAllowed ? 0 : 1))
            throw new ArgumentException($"{name} must be between {(isZeroAllowed ? "0.00" : "0.01")} and 999999999.99.", name);
        Open(name);
        Number(cents / 100);
        Span<byte> decimals = [(byte)'.', (byte)('0' + cents % 100 / 10), (byte)('0' + cents % 10)];
        output.Write(decimals);
        Close(name);
    }

    public void OptionalAmount(string name, long? cents)
    {
        if (cents is { } value)
            Amount(name, value, isZeroAllowed: true);
    }

    public void Integer(string name, int value, int min, int max)
    {
        if (value < min || value > max)
            throw new ArgumentException($"{name} must be between {min} and {max}.", name);
        Open(name);
        Number(value);
        Close(name);
    }

    public void Boolean(string name, bool value) => Leaf(name, value ? "true" : "false");

    public void OptionalBoolean(string name, bool? value)
    {
        if (value is { } known)
            Boolean(name, known);
    }

    public void OptionalDate(string name, DateOnly? date)
    {
        if (date is { } known)
            Leaf(name, WireTime.FormatDate(known));
    }

    public void OptionalDateTime(string name, DateTimeOffset? instant)
    {
        if (instant is { } known)
            Leaf(name, WireTime.FormatDateTime(known));
    }

    public void Base64(string name, ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            throw new ArgumentException($"{name} is empty.", name);
        Leaf(name, Convert.ToBase64String(content));
    }

    /// <summary>Writes an element whose value is already known to be legal XML text of the right length.</summary>
    public void Leaf(string name, string value)
    {
        Open(name);
        if (value.AsSpan().ContainsAny(Escaped))
            value = value
                .Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal);
        Plain(value);
        Close(name);
    }

    public void Name(string name) => Plain(name);

    private void Plain(string value)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length));
        output.Advance(Encoding.UTF8.GetBytes(value, span));
    }

    private void Number(long value)
    {
        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        output.Advance(written);
    }
}
