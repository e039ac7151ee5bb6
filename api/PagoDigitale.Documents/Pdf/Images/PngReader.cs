using System.Buffers.Binary;
using System.IO.Compression;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>Reads any PNG (ISO/IEC 15948) into 8-bit RGB and, when something is transparent, 8-bit alpha.</summary>
internal static class PngReader
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // Origin and step of the seven passes of an interlaced picture (8.2, Adam7).
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static PngPixels Read(ReadOnlySpan<byte> bytes)
    {
        PngHeader? header = null;
        byte[] palette = [],
            transparency = [];
        using var data = new MemoryStream();
        var isEnded = false;
        for (var offset = Signature.Length; !isEnded; )
        {
            var chunk = PngChunk.At(bytes, offset);
            offset += chunk.TotalLength;
            if (header is null && !chunk.Is("IHDR"u8))
                throw Damaged(PictureTexts.NoHeader);
            if (chunk.Is("IHDR"u8))
                header = PngHeader.Read(chunk.Data);
            else if (chunk.Is("PLTE"u8))
                palette = chunk.Data.ToArray();
            else if (chunk.Is("tRNS"u8))
                transparency = chunk.Data.ToArray();
            else if (chunk.Is("IDAT"u8))
                data.Write(chunk.Data);
            else
                isEnded = chunk.Is("IEND"u8);
        }
        data.Position = 0;
        return Decode(header!, new PngPixels(header!, palette, transparency), data);
    }

    public static PictureRefusedException Damaged(Wording how) => new(PictureTexts.DamagedPng.With(how));

    private static PngPixels Decode(PngHeader header, PngPixels pixels, MemoryStream data)
    {
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        try
        {
            if (!header.IsInterlaced)
                DecodePass(header, pixels, zlib, (0, 0, 1, 1));
            else
                foreach (var pass in Passes)
                    DecodePass(header, pixels, zlib, pass);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(PictureTexts.PixelsUnreadable);
        }
        return pixels;
    }

    private static void DecodePass(PngHeader header, PngPixels pixels, ZLibStream zlib, (int X, int Y, int StepX, int StepY) pass)
    {
        var width = (header.Width - pass.X + pass.StepX - 1) / pass.StepX;
        var height = (header.Height - pass.Y + pass.StepY - 1) / pass.StepY;
        if (width <= 0 || height <= 0)
            return;
        var length = (width * header.BitsPerPixel + 7) / 8;
        byte[] row = new byte[length],
            above = new byte[length];
        for (var y = 0; y < height; y++)
        {
            var filter = zlib.ReadByte();
            zlib.ReadExactly(row);
            Unfilter(filter, row, above, Math.Max(1, header.BitsPerPixel / 8));
            for (var x = 0; x < width; x++)
                pixels.Set(pass.X + x * pass.StepX, pass.Y + y * pass.StepY, row, x);
            (row, above) = (above, row);
        }
    }

    /// <summary>Undoes the row's filter (clause 9): each byte was stored as its difference from its neighbours.</summary>
    private static void Unfilter(int filter, byte[] row, byte[] above, int distance)
    {
        if (filter is < 0 or > 4)
            throw Damaged(PictureTexts.FilterUnknown);
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance],
                up = above[i],
                corner = i < distance ? 0 : above[i - distance];
            row[i] += (byte)(
                filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    _ => Paeth(left, up, corner),
                }
            );
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        int toLeft = Math.Abs(guess - left),
            toUp = Math.Abs(guess - up),
            toCorner = Math.Abs(guess - corner);
        if (toLeft <= toUp && toLeft <= toCorner)
            return left;
        return toUp <= toCorner ? up : corner;
    }
}
