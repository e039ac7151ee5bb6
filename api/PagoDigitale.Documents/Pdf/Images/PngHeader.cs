using System.Buffers.Binary;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>The IHDR block: size, colours and interlacing, checked against the combinations the standard allows.</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColors Colors, bool IsInterlaced)
{
    public int BitsPerPixel => BitDepth * SamplesPerPixel;

    private int SamplesPerPixel =>
        Colors switch
        {
            PngColors.Rgb => 3,
            PngColors.GrayAlpha => 2,
            PngColors.RgbAlpha => 4,
            _ => 1,
        };

    public static PngHeader Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
            throw PngReader.Damaged(PictureTexts.HeaderShort);
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        PdfImage.CheckSize(width, height);
        int depth = data[8];
        var colors = (PngColors)data[9];
        var isKnown = colors switch
        {
            PngColors.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColors.Palette => depth is 1 or 2 or 4 or 8,
            PngColors.Rgb or PngColors.GrayAlpha or PngColors.RgbAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!isKnown || data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw PngReader.Damaged(PictureTexts.HeaderWrong);
        return new PngHeader((int)width, (int)height, depth, colors, data[12] == 1);
    }
}

internal enum PngColors
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}
