using System.Buffers.Binary;
using System.IO.Compression;

namespace PagoDigitale.Documents.Tests.Kit;

/// <summary>Small pictures of every kind the logo may be.</summary>
internal static class Pictures
{
    public static byte[] Jpeg =>
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//"
                + "2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAMABADASIAAhEBAxEB/8QA"
                + "FgABAQEAAAAAAAAAAAAAAAAAAAUG/8QAGRAAAQUAAAAAAAAAAAAAAAAAAAISFFFh/8QAFQEBAQAAAAAAAAAAAAAAAAAABQb/xAAXEQADAQAAAAAAAAAAAAAA"
                + "AAAAAxUW/9oADAMBAAIRAxEAPwDLSNEjSa9Vh6rKPPqFbbD/2Q=="
        );

    public static byte[] GrayJpeg =>
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//"
                + "wAALCAAMABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AIA//9k="
        );

    public static byte[] CmykJpeg =>
        Convert.FromBase64String(
            "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAUDg8SDw0UEhASFxUUGB4yIR4cHB49LC4kMklATEtHQEZFUFpzYlBVbVZFRmSIZW13e4GCgU5gjZeMfZZzfoF8/9sA"
                + "QwEVFxceGh47ISE7fFNGU3x8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8/8AAFAgACAAIBAEiAAIRAQMRAQQiAP/E"
                + "ABYAAQEBAAAAAAAAAAAAAAAAAAAFBv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAFBv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/"
                + "2gAOBAEAAhEDEQQAAD8AqAEEc2YD/9k="
        );

    /// <summary>Twelve rows from red to blue, 16 bits per colour, interlaced.</summary>
    public static byte[] InterlacedPng =>
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMEAIAAAH+gCdlAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3Cc"
                + "ulE8AAAABmJLR0T///////8JWPfcAAAAB3RJTUUH6gsVCBQpCRMaeQAAAI1JREFUKM+tk9ENgCAMRF8Td2ALnEK3cAucQqfQKXQLnAKn0A+M0UDEKO+P9rhc"
                + "S5Bt40QqC7M+TkfH12Rw0CguyPWqpxjXQHXz9CVrQHc8ErEKEVWDmxKiMGdE9CZTZAmR4Ev7wincytfp3ASqTk+Y3MCs/WP/pbAGyj5DokbB4DIY6Q6syWAE"
                + "57/4xQ7zMC38YAsH0QAAACV0RVh0ZGF0ZTpjcmVhdGUAMjAyNi0xMS0yMVQwODoyMDo0MSswMDowMJbu6dgAAAAldEVYdGRhdGU6bW9kaWZ5ADIwMjYtMTEt"
                + "MjFUMDg6MjA6NDErMDA6MDDns1FkAAAAAElFTkSuQmCC"
        );

    /// <summary>A PNG with rows given as they are stored: filter byte first.</summary>
    public static byte[] Png(
        int width,
        int height,
        byte depth,
        byte colors,
        byte[] rows,
        byte[]? palette = null,
        byte[]? transparency = null
    )
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colors);
        Chunk(file, "IHDR"u8, header);
        if (palette is not null)
            Chunk(file, "PLTE"u8, palette);
        if (transparency is not null)
            Chunk(file, "tRNS"u8, transparency);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        Chunk(file, "IDAT"u8, data.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] data)
    {
        var block = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(block, data.Length);
        type.CopyTo(block.AsSpan(4));
        data.CopyTo(block, 8);
        BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(^4..), Crc(block.AsSpan(4, data.Length + 4)));
        file.Write(block);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
