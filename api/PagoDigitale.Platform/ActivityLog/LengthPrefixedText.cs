using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// Parts of a text that is hashed, in UTF-8. Every part carries its length, in UTF-16 units, -1 for none: no text in one part can look
/// like the beginning of the next.
/// </summary>
internal sealed class LengthPrefixedText
{
    /// <summary>Of a number, an identifier or a moment.</summary>
    private const int ValueLengthMax = 64;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public LengthPrefixedText Clear()
    {
        _bytes.ResetWrittenCount();
        return this;
    }

    public void Add(string? part)
    {
        Begin(part?.Length ?? -1);
        if (part is not null)
            _bytes.Advance(Encoding.UTF8.GetBytes(part, _bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(part.Length))));
        _bytes.Write("\n"u8);
    }

    /// <summary>Of a value whose text is ASCII, so that each unit is a byte.</summary>
    public void Add<T>(T value, string? format = null)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[ValueLengthMax];
        if (!value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture))
            throw new ArgumentException("A value is longer than any of its kind.", nameof(value));
        Begin(length);
        _bytes.Write(text[..length]);
        _bytes.Write("\n"u8);
    }

    private void Begin(int length)
    {
        if (!Utf8Formatter.TryFormat(length, _bytes.GetSpan(ValueLengthMax), out var digits))
            throw new InvalidOperationException("There is room for any number.");
        _bytes.Advance(digits);
        _bytes.Write(":"u8);
    }
}
