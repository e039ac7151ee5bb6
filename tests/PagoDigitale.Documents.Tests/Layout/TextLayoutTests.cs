using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Pdf.Fonts;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Layout;

public sealed class TextLayoutTests
{
    [Theory]
    [InlineData("breve", 10, "breve")]
    [InlineData("dieci cara", 10, "dieci cara")]
    [InlineData("undici caratteri", 10, "undici ca…")]
    [InlineData("sanzione, codice", 11, "sanzione…")]
    [InlineData("senzaspazilungo", 10, "senzaspaz…")]
    [InlineData(null, 10, "")]
    [InlineData("  due \t parole\n", 20, "due parole")]
    public void A_text_is_clipped_politely(string? text, int lengthMax, string expected)
    {
        TextLayout.Clip(text, lengthMax).ShouldBe(expected);
    }

    [Fact]
    public void No_wrapped_line_is_wider_than_its_place_and_no_word_is_lost()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 300; round++)
        {
            var words = Enumerable
                .Range(0, random.Next(1, 30))
                .Select(_ => new string((char)random.Next('a', 'z' + 1), random.Next(1, 25)))
                .ToList();
            double width = random.Next(30, 400),
                size = random.Next(6, 20);

            var lines = TextLayout.Wrap(PdfFonts.TextBold, size, width, string.Join(' ', words), linesMax: 1000);

            lines.ShouldAllBe(line => PdfFonts.TextBold.Measure(line, size) <= width || line.Length == 1, $"seed 20261121, round {round}");
            string.Concat(lines).Replace(" ", "", StringComparison.Ordinal).ShouldBe(string.Concat(words), $"seed 20261121, round {round}");
        }
    }

    [Fact]
    public void The_last_line_tells_that_something_is_missing()
    {
        var lines = TextLayout.Wrap(PdfFonts.Text, 10, 100, string.Concat(Enumerable.Repeat("parola ", 40)), linesMax: 2);

        lines.Count.ShouldBe(2);
        lines[1].ShouldEndWith("…");
        PdfFonts.Text.Measure(lines[1], 10).ShouldBeLessThanOrEqualTo(100);
    }

    [Theory]
    [InlineData(1, "0,01")]
    [InlineData(100, "1,00")]
    [InlineData(102099, "1.020,99")]
    [InlineData(99_999_999_999, "999.999.999,99")]
    public void Amounts_are_written_the_Italian_way(long cents, string expected)
    {
        Formats.Amount(cents).ShouldBe(expected);
    }

    [Fact]
    public void A_notice_number_is_grouped_by_four()
    {
        Formats.NoticeNumber("302032002700000251").ShouldBe("3020 3200 2700 0002 51");
    }
}
