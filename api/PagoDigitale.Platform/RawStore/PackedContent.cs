using System.Runtime.InteropServices;
using ZstdSharp;

namespace PagoDigitale.Platform.RawStore;

/// <summary>
/// What arrived, in less room: the envelopes of the node differ from each other by names and numbers, and are the most that is kept.
/// PostgreSQL itself compresses nothing below two kilobytes. Whoever reads gets the bytes that came.
/// </summary>
public readonly record struct PackedContent(ContentCoding Coding, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Longer ones have enough of their own to be compressed by.</summary>
    private const int DictionaryLengthMax = 64 * 1024;

    private const int Level = 3;

    /// <summary>Its text never changes: what was packed with it could not be read any more. A better one is a new coding.</summary>
    private static readonly byte[] Envelopes1 = ReadDictionary("Envelopes1.dictionary");

    [ThreadStatic]
    private static Compressor? _plain;

    [ThreadStatic]
    private static Compressor? _withEnvelopes1;

    [ThreadStatic]
    private static Decompressor? _unpackPlain;

    [ThreadStatic]
    private static Decompressor? _unpackEnvelopes1;

    public static PackedContent Of(ReadOnlyMemory<byte> content)
    {
        var isShort = content.Length <= DictionaryLengthMax;
        var compressor = isShort ? _withEnvelopes1 ??= WithDictionary(Envelopes1) : _plain ??= new(Level);
        var packed = compressor.Wrap(content.Span);
        return packed.Length < content.Length
            ? new(isShort ? ContentCoding.ZstandardEnvelopes1 : ContentCoding.Zstandard, packed.ToArray())
            : new(ContentCoding.Identity, content);
    }

    /// <summary>The packed bytes, not copied where they are an array of their own.</summary>
    public byte[] ToArray() =>
        MemoryMarshal.TryGetArray(Bytes, out var whole) && whole.Offset == 0 && whole.Count == whole.Array!.Length
            ? whole.Array
            : Bytes.ToArray();

    /// <summary>The bytes that came.</summary>
    public byte[] Unpack() =>
        Coding switch
        {
            ContentCoding.Identity => Bytes.ToArray(),
            ContentCoding.Zstandard => (_unpackPlain ??= new()).Unwrap(Bytes.Span).ToArray(),
            ContentCoding.ZstandardEnvelopes1 => (_unpackEnvelopes1 ??= Knowing(Envelopes1)).Unwrap(Bytes.Span).ToArray(),
            _ => throw new InvalidDataException($"Content is kept in a coding that is not known here: {Coding}."),
        };

    /// <summary>A file, piece by piece.</summary>
    public static async Task PackAsync(Stream content, Stream packed, CancellationToken ct)
    {
        await using var compression = new CompressionStream(packed, Level, leaveOpen: true);
        await content.CopyToAsync(compression, ct);
    }

    /// <summary>A file, piece by piece; <see cref="ContentCoding.ZstandardEnvelopes1"/> is for what fits in memory.</summary>
    public static Stream Unpacking(ContentCoding coding, Stream stored) =>
        coding switch
        {
            ContentCoding.Identity => stored,
            ContentCoding.Zstandard => new DecompressionStream(stored, leaveOpen: false),
            _ => throw new InvalidDataException($"A file is kept in a coding that files are not kept in: {coding}."),
        };

    private static Compressor WithDictionary(byte[] dictionary)
    {
        var compressor = new Compressor(Level);
        compressor.LoadDictionary(dictionary);
        return compressor;
    }

    private static Decompressor Knowing(byte[] dictionary)
    {
        var decompressor = new Decompressor();
        decompressor.LoadDictionary(dictionary);
        return decompressor;
    }

    private static byte[] ReadDictionary(string name)
    {
        using var resource = typeof(PackedContent).Assembly.GetManifestResourceStream($"RawStore/{name}")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
