using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;

namespace PagoDigitale.Documents.Pdf;

/// <summary>Growing byte buffer that knows how PDF writes numbers and strings. Rented memory goes back when disposed.</summary>
internal sealed class PdfBuffer : Stream, IBufferWriter<byte>
{
    private byte[] _bytes;
    private int _length;

    public PdfBuffer(int capacity = 4096) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public override long Length => _length;

    public void Byte(char ascii)
    {
        Reserve(1);
        _bytes[_length++] = (byte)ascii;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Reserve(buffer.Length);
        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
    }

    public void Integer(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var count);
        _length += count;
    }

    /// <summary>Thousandths of a point are finer than any printer; trailing zeros are dropped. Writes a space after.</summary>
    public void Number(double value)
    {
        var thousandths = (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero);
        if (thousandths < 0)
        {
            Byte('-');
            thousandths = -thousandths;
        }
        Integer(thousandths / 1000);
        var rest = (int)(thousandths % 1000);
        if (rest != 0)
        {
            Byte('.');
            Byte((char)('0' + rest / 100));
            if (rest % 100 != 0)
                Byte((char)('0' + rest / 10 % 10));
            if (rest % 10 != 0)
                Byte((char)('0' + rest % 10));
        }
        Byte(' ');
    }

    public void Hex4(int value)
    {
        const string digits = "0123456789ABCDEF";
        for (var shift = 12; shift >= 0; shift -= 4)
            Byte(digits[(value >> shift) & 15]);
    }

    public void PaddedInteger(long value, int digits)
    {
        Reserve(digits);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var count, new StandardFormat('D', (byte)digits));
        _length += count;
    }

    /// <summary>A reference: "12 0 R".</summary>
    public void Reference(int number)
    {
        Integer(number);
        Write(" 0 R"u8);
    }

    /// <summary>A text string for people (title, alternative text): UTF-16 with its mark, in hexadecimal.</summary>
    public void TextString(string text)
    {
        Write("<FEFF"u8);
        foreach (var c in text)
            Hex4(c);
        Byte('>');
    }

    /// <summary>One byte of a literal string; the four bytes a reader would misread are escaped.</summary>
    public void LiteralByte(byte value)
    {
        if (value is (byte)'(' or (byte)')' or (byte)'\\')
            Byte('\\');
        if (value == '\r')
            Write("\\r"u8);
        else
            Byte((char)value);
    }

    /// <summary>Appends the bytes compressed and the stream's keywords around them; the dictionary so far is open.</summary>
    public void CompressedStream(ReadOnlySpan<byte> content, CompressionLevel level)
    {
        using var compressed = new PdfBuffer(content.Length / 2 + 256);
        Compress(content, level, compressed);
        Stream(compressed.Written, "/Filter/FlateDecode"u8);
    }

    /// <summary>Appends bytes that are already as the filter wants them, closing the dictionary.</summary>
    public void Stream(ReadOnlySpan<byte> content, ReadOnlySpan<byte> filter)
    {
        Write(filter);
        Write("/Length "u8);
        Integer(content.Length);
        Write(">>\nstream\n"u8);
        Write(content);
        Write("\nendstream"u8);
    }

    public static void Compress(ReadOnlySpan<byte> content, CompressionLevel level, PdfBuffer output)
    {
        using var zlib = new ZLibStream(output, level, leaveOpen: true);
        zlib.Write(content);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Byte((char)value);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        var rented = _bytes;
        _bytes = [];
        _length = 0;
        if (disposing && rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
        base.Dispose(disposing);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
