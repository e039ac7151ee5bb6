using System.Text;
using PagoDigitale.Documents.Pdf.Fonts;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Pdf;

public sealed class FontSubsetTests
{
    public static TheoryData<string> Fonts() => new(PdfFonts.All.Select(font => font.Name));

    [Theory]
    [MemberData(nameof(Fonts))]
    public void A_subset_is_smaller_than_its_font(string name)
    {
        var font = PdfFonts.All.Single(font => font.Name == name);
        using var original = typeof(PdfFonts).Assembly.GetManifestResourceStream(name + ".ttf")!;

        font.Subset(FontUse.Core).Program.Length.ShouldBeLessThan(font.Subset(FontUse.Extended).Program.Length);
        font.Subset(FontUse.Extended).Program.Length.ShouldBeLessThan((int)original.Length);
        font.Subset(FontUse.Core).Program.Length.ShouldBeLessThan((int)original.Length / 2);
    }

    [Theory]
    [MemberData(nameof(Fonts))]
    public void A_subset_holds_every_part_of_its_composite_glyphs(string name)
    {
        var font = PdfFonts.All.Single(font => font.Name == name);
        var original = TrueTypeFont.Parse(Resource(name + ".ttf"));
        var glyphs = GlyphSet.Of(original, name.StartsWith("RobotoMono", StringComparison.Ordinal));
        var subset = font.Subset(FontUse.Extended);

        subset.Widths.Count.ShouldBe(glyphs.Count);
        glyphs.Glyphs.Distinct().Count().ShouldBe(glyphs.Count);
        // Every part of a composite glyph of the core is in the core too: the small subset is complete by itself.
        for (var number = 0; number < glyphs.CoreCount; number++)
        {
            GlyphOutline.Parts(original.Outline(glyphs.Glyphs[number]).Span).ShouldAllBe(part => glyphs.NumberOf(part) < glyphs.CoreCount);
        }
    }

    [Fact]
    public void Italian_letters_are_in_the_core_and_others_are_not()
    {
        var glyphs = GlyphSet.Of(TrueTypeFont.Parse(Resource("TitilliumWeb-Regular.ttf")), isForCodes: false);

        "Àèìòù €’…«»°".ShouldAllBe(c => glyphs.Find(c) > 0 && glyphs.Find(c) < glyphs.CoreCount);
        glyphs.Find('Š').ShouldBeGreaterThanOrEqualTo((ushort)glyphs.CoreCount);
    }

    [Fact]
    public void Characters_the_font_lacks_never_vanish()
    {
        var glyphs = GlyphSet.Of(TrueTypeFont.Parse(Resource("TitilliumWeb-Regular.ttf")), isForCodes: false);

        glyphs.Find('ẍ').ShouldBe(glyphs.Find('x'));
        glyphs.Find('\u2011').ShouldBe(glyphs.Find('-'));
        glyphs.Find('李').ShouldBe(glyphs.Find('?'));
    }

    /// <summary>What is accepted as printable is drawn, in both faces, by a glyph that is no question mark.</summary>
    [Fact]
    public void Every_character_that_may_be_printed_has_a_glyph()
    {
        var faces = new[] { "TitilliumWeb-Regular.ttf", "TitilliumWeb-Bold.ttf" }
            .Select(f => GlyphSet.Of(TrueTypeFont.Parse(Resource(f)), isForCodes: false))
            .ToList();
        var printable = Enumerable
            .Range(0x21, 0xFFFF - 0x21)
            .Select(c => (char)c)
            .Where(c =>
                !char.IsSurrogate(c)
                && c != '?'
                && PrintableText.FindUnprintable($"a {c} b") is null
                && Latin.Line($"a{c}b").Length == 3
                && Latin.Line($"a{c}b") != "a b"
            )
            .ToList();

        printable.Count.ShouldBeGreaterThan(500);
        foreach (var face in faces)
            printable.Where(c => face.Find(c) == face.Find('?') || face.Find(c) == 0).ShouldBeEmpty();
        "àèéìòùÀÈÉÌÒÙ€°’–ŁłȘșÐþßŠĐđŐű".ShouldAllBe(c => printable.Contains(c));
        "ộẦợĂằƯ".ShouldAllBe(c => printable.Contains(c));
    }

    [Theory]
    [InlineData("Иван", "И (U+0418)")]
    [InlineData("Αθήνα", "Α (U+0391)")]
    [InlineData("王", "王 (U+738B)")]
    [InlineData("a😀", "😀 (U+1F600)")]
    [InlineData("q\u0301", "\u0301 (U+0301)")]
    [InlineData("Nguye\u0302\u0303n O\u031Bng a\u0323\u0302", null)]
    [InlineData("a\u00a0b\u3000c", null)]
    public void What_the_typefaces_lack_is_told(string text, string? found) => PrintableText.FindUnprintable(text).ShouldBe(found);

    [Fact]
    public void The_way_back_to_Unicode_names_each_character()
    {
        var map = Encoding.ASCII.GetString(PdfFonts.Text.Subset(FontUse.Core).ToUnicode);

        map.ShouldContain("><0041>");
        map.ShouldContain("><00E8>");
        map.ShouldNotContain("><0000>");
    }

    [Theory]
    [InlineData("e\u0301a\u0300", "éà")]
    [InlineData("già composto", "già composto")]
    [InlineData(" a\u00a0 b\u200B\t\r\nc ", "a b c")]
    [InlineData("q\u0301", "q\u0301")]
    public void Accents_are_joined_to_their_letters(string text, string expected)
    {
        Latin.Line(text).ShouldBe(expected);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(PdfFonts).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
