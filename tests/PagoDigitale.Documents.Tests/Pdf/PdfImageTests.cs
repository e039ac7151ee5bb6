using PagoDigitale.Documents.Pdf.Images;
using PagoDigitale.Documents.Tests.Kit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Pdf;

public sealed class PdfImageTests
{
    [Fact]
    public void Opaque_pixels_keep_their_colours_and_need_no_mask()
    {
        var png = PngReader.Read(Pictures.Png(2, 1, 8, 2, [0, 10, 20, 30, 40, 50, 60]));

        png.Colors.ShouldBe([10, 20, 30, 40, 50, 60]);
        png.Alpha.ShouldBeNull();
        PngReader.Read(Pictures.Png(1, 1, 8, 6, [0, 1, 2, 3, 255])).Alpha.ShouldBeNull();
    }

    [Fact]
    public void Transparency_becomes_a_mask()
    {
        PngReader.Read(Pictures.Png(2, 1, 8, 6, [0, 1, 2, 3, 255, 4, 5, 6, 128])).Alpha.ShouldBe([255, 128]);
        PngReader.Read(Pictures.Png(2, 1, 8, 4, [0, 9, 0, 9, 255])).Alpha.ShouldBe([0, 255]);
        PngReader.Read(Pictures.Png(2, 1, 8, 2, [0, 1, 2, 3, 4, 5, 6], transparency: [0, 1, 0, 2, 0, 3])).Alpha.ShouldBe([0, 255]);
    }

    [Fact]
    public void Palettes_and_small_depths_are_spread_to_eight_bits()
    {
        var palette = PngReader.Read(Pictures.Png(4, 1, 2, 3, [0, 0b00_01_01_00], palette: [255, 0, 0, 0, 0, 255], transparency: [7]));
        palette.Colors.ShouldBe([255, 0, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0]);
        palette.Alpha.ShouldBe([7, 255, 255, 7]);

        PngReader.Read(Pictures.Png(3, 1, 1, 0, [0, 0b101_00000])).Colors.ShouldBe([255, 255, 255, 0, 0, 0, 255, 255, 255]);
    }

    [Fact]
    public void Each_row_filter_is_undone()
    {
        byte[] rows = [0, 10, 20, 1, 5, 5, 2, 1, 1, 3, 1, 1, 4, 1, 1];

        PngReader.Read(Pictures.Png(2, 5, 8, 0, rows)).Colors.Where((_, i) => i % 3 == 0).ShouldBe([10, 20, 5, 10, 6, 11, 4, 8, 5, 9]);
    }

    [Fact]
    public void An_interlaced_picture_is_put_together()
    {
        var png = PngReader.Read(Pictures.InterlacedPng);

        var red = Enumerable.Range(0, 12).Select(row => png.Colors[row * 12 * 3]).ToList();
        red.ShouldBeInOrder(SortDirection.Descending);
        (red[0], red[11]).ShouldBe(((byte)255, (byte)0));
        for (var row = 0; row < 12; row++)
            png.Colors.Skip(row * 36).Take(36).Chunk(3).ShouldAllBe(color => color[0] == red[row]);
    }

    [Fact]
    public void A_jpeg_is_taken_as_it_is()
    {
        var image = PdfImage.Load(Pictures.Jpeg);

        (image.Width, image.Height).ShouldBe((16, 12));
        image.Pixels.ShouldBe(Pictures.Jpeg);
        PdfImage.Load(Pictures.GrayJpeg).IsGray.ShouldBeTrue();
        PdfImage.Load([.. Pictures.Jpeg, 1, 2, 3]).Width.ShouldBe(16);
    }

    [Fact]
    public void A_logo_is_painted_on_the_page()
    {
        var red = Pictures.Png(1, 1, 8, 2, [0, 255, 0, 0]);
        var with = Tools.Pixels(Given.Rendered(Given.Notice with { OrganizationLogo = red }));

        // In the middle of the logo's box, at one pixel per point.
        Pixel(with, 524, 70).ShouldBe((255, 0, 0));
        Pixel(Tools.Pixels(Given.Rendered(Given.Notice)), 524, 70).ShouldBe((255, 255, 255));
    }

    [Fact]
    public void Other_formats_and_colours_are_refused_with_their_reason()
    {
        Refusal("GIF89a"u8.ToArray()).ShouldContain("neither a PNG nor a JPEG");
        Refusal([]).ShouldContain("neither a PNG nor a JPEG");
        Refusal(Pictures.CmykJpeg).ShouldContain("CMYK");
        Refusal(new byte[PdfImage.BytesMax + 1]).ShouldContain("bytes");
    }

    [Fact]
    public void Pictures_that_would_explode_are_refused_before_they_are_unpacked()
    {
        Refusal(Pictures.Png(100_000, 100_000, 8, 2, [])).ShouldContain("100000 × 100000");
        Refusal(Pictures.Png(3000, 3000, 8, 2, [])).ShouldContain("3000 × 3000");
        Refusal(Pictures.Png(0, 5, 8, 2, [])).ShouldContain("0 × 5");
        var jpeg = Pictures.Jpeg;
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg.AsSpan(frame + 5, 4).Fill(0xFF);
        Refusal(jpeg).ShouldContain("65535 × 65535");
    }

    [Fact]
    public void Every_way_of_cutting_or_damaging_a_picture_is_refused_or_read_but_never_crashes()
    {
        foreach (var picture in (byte[][])[Pictures.InterlacedPng, Pictures.Jpeg])
        {
            for (var length = 0; length < picture.Length; length++)
                Refusal(picture[..length]).ShouldNotBeEmpty();
        }
        for (var position = 8; position < Pictures.InterlacedPng.Length; position++)
        {
            var damaged = Pictures.InterlacedPng;
            damaged[position] ^= 0x55;
            Refusal(damaged).ShouldContain("damaged", customMessage: $"position {position}");
        }
    }

    [Fact]
    public void A_picture_with_fewer_pixels_than_it_claims_is_refused()
    {
        Refusal(Pictures.Png(4, 4, 8, 2, [0, 1, 2, 3])).ShouldContain("pixels cannot be read");
        Refusal(Pictures.Png(1, 1, 8, 2, [9, 1, 2, 3])).ShouldContain("filter");
        Refusal(Pictures.Png(1, 1, 8, 3, [0, 5], palette: [1, 2, 3])).ShouldContain("outside the palette");
        Refusal(Pictures.Png(1, 1, 8, 3, [0, 0])).ShouldContain("palette is missing");
        Refusal(Pictures.Png(1, 1, 4, 2, [0, 0])).ShouldContain("header is wrong");
    }

    private static string Refusal(byte[] bytes) => Should.Throw<ArgumentException>(() => PdfImage.Load(bytes)).Message;

    private static (int Red, int Green, int Blue) Pixel(byte[] ppm, int x, int y)
    {
        // "P6\n<width> <height>\n255\n", then three bytes per pixel.
        var header = System.Text.Encoding.ASCII.GetString(ppm, 0, 32).Split('\n');
        var width = int.Parse(header[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var offset = header.Take(3).Sum(line => line.Length + 1) + 3 * (y * width + x);
        return (ppm[offset], ppm[offset + 1], ppm[offset + 2]);
    }
}
