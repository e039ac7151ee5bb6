using System.Buffers.Binary;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>One length-type-data-checksum block of a PNG.</summary>
internal readonly ref struct PngChunk
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(i => CrcEntry((uint)i))];

    private readonly ReadOnlySpan<byte> _type;

    private PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        _type = type;
        Data = data;
    }

    public ReadOnlySpan<byte> Data { get; }

    public int TotalLength => Data.Length + 12;

    public static PngChunk At(ReadOnlySpan<byte> file, int offset)
    {
        if (file.Length - offset < 12)
            throw PngReader.Damaged(PictureTexts.CutOff);
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[offset..]);
        if (length > file.Length - offset - 12)
            throw PngReader.Damaged(PictureTexts.CutOff);
        var body = file.Slice(offset + 4, (int)length + 4);
        if (Crc(body) != BinaryPrimitives.ReadUInt32BigEndian(file[(offset + 8 + (int)length)..]))
            throw PngReader.Damaged(PictureTexts.ChecksumWrong);
        return new PngChunk(body[..4], body[4..]);
    }

    public bool Is(ReadOnlySpan<byte> type) => _type.SequenceEqual(type);

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint CrcEntry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
