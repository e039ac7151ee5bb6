using System.IO.Compression;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>A picture ready to be placed: decoded and compressed once, written as it is in every document.</summary>
public sealed class PdfImage
{
    public const int BytesMax = 4 * 1024 * 1024;
    public const int SideMax = 4000;
    public const int PixelsMax = 4_000_000;

    private PdfImage(int width, int height, byte[] pixels, byte[]? alpha, bool isGray, bool isJpeg)
    {
        (Width, Height, Pixels, Alpha, IsGray, IsJpeg) = (width, height, pixels, alpha, isGray, isJpeg);
    }

    public int Width { get; }

    public int Height { get; }

    internal byte[] Pixels { get; }

    internal byte[]? Alpha { get; }

    internal bool IsGray { get; }

    internal bool IsJpeg { get; }

    /// <summary>Reads a PNG or JPEG.</summary>
    /// <exception cref="PictureRefusedException">Anything else, damaged, or larger than the limits.</exception>
    public static PdfImage Load(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
            throw new PictureRefusedException(PictureTexts.TooLarge.With(BytesMax));
        if (PngReader.IsPng(bytes))
        {
            var png = PngReader.Read(bytes);
            return new PdfImage(
                png.Width,
                png.Height,
                Compress(png.Colors),
                png.Alpha is null ? null : Compress(png.Alpha),
                isGray: false,
                isJpeg: false
            );
        }
        if (JpegHeader.IsJpeg(bytes))
        {
            var jpeg = JpegHeader.Read(bytes);
            return new PdfImage(jpeg.Width, jpeg.Height, bytes.ToArray(), null, jpeg.Components == 1, isJpeg: true);
        }
        throw new PictureRefusedException(PictureTexts.NoPicture);
    }

    internal static void CheckSize(long width, long height)
    {
        if (width is < 1 or > SideMax || height is < 1 or > SideMax || width * height > PixelsMax)
            throw new PictureRefusedException(PictureTexts.TooManyPixels.With(width, height, SideMax, PixelsMax));
    }

    private static byte[] Compress(byte[] samples)
    {
        using var compressed = new PdfBuffer(samples.Length / 4 + 256);
        PdfBuffer.Compress(samples, CompressionLevel.Optimal, compressed);
        return compressed.Written.ToArray();
    }
}
