using System.Buffers;
using System.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PagoDigitale.Platform.Events;

/// <summary>
/// The text of an event in a quarter of its room: there are four events for each payment, and they differ by some numbers only. What
/// begins with a brace is the text itself; anything else begins with a byte that says how it is packed and never means anything else.
/// </summary>
public static class PackedEvent
{
    /// <summary>A Zstandard frame without its first four bytes, which are always the same, made with <c>Events1.dictionary</c>.</summary>
    private const byte ZstandardEvents1 = 1;

    private const int Level = 3;

    /// <summary>No text of JSON has it: stands for the subject, which the row tells beside it.</summary>
    private const char Subject = '\u0001';

    /// <summary>What a client may be told at once is far below; a row that was tampered with must not take all memory.</summary>
    private const int LengthMax = 64 * 1024 * 1024;

    /// <summary>Its text never changes: what was packed with it could not be read any more. A better one is a new first byte.</summary>
    private static readonly byte[] Events1 = ReadDictionary();

    [ThreadStatic]
    private static Compressor? _compressor;

    [ThreadStatic]
    private static Decompressor? _decompressor;

    private static ReadOnlySpan<byte> FrameStart => [0x28, 0xB5, 0x2F, 0xFD];

    public static byte[] Pack(string json, string subject)
    {
        var text = Encoding.UTF8.GetBytes(json.Replace($"\"{subject}\"", Subject.ToString(), StringComparison.Ordinal));
        var frame = (_compressor ??= NewCompressor()).Wrap(text);
        var packed = new byte[frame.Length - FrameStart.Length + 1];
        packed[0] = ZstandardEvents1;
        frame[FrameStart.Length..].CopyTo(packed.AsSpan(1));
        var plain = Encoding.UTF8.GetByteCount(json);
        return packed.Length < plain ? packed : Encoding.UTF8.GetBytes(json);
    }

    /// <exception cref="InvalidDataException">It was packed by a newer version, or is damaged.</exception>
    public static string Unpack(ReadOnlySpan<byte> packed, string subject)
    {
        if (packed.IsEmpty)
            throw new InvalidDataException("The text of an event is empty.");
        if (packed[0] == (byte)'{')
            return Encoding.UTF8.GetString(packed);
        if (packed[0] != ZstandardEvents1)
            throw new InvalidDataException($"The text of an event is packed in a way that is not known here: {packed[0]}.");
        var length = packed.Length - 1 + FrameStart.Length;
        var frame = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            FrameStart.CopyTo(frame);
            packed[1..].CopyTo(frame.AsSpan(FrameStart.Length));
            var text = Encoding.UTF8.GetString((_decompressor ??= NewDecompressor()).Unwrap(frame.AsSpan(0, length), LengthMax));
            return text.Replace(Subject.ToString(), $"\"{subject}\"", StringComparison.Ordinal);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private static Compressor NewCompressor()
    {
        var compressor = new Compressor(Level);
        compressor.LoadDictionary(Events1);
        // Which dictionary it is, the first byte says.
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_dictIDFlag, 0);
        return compressor;
    }

    private static Decompressor NewDecompressor()
    {
        var decompressor = new Decompressor();
        decompressor.LoadDictionary(Events1);
        return decompressor;
    }

    private static byte[] ReadDictionary()
    {
        using var resource = typeof(PackedEvent).Assembly.GetManifestResourceStream("Events/Events1.dictionary")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
