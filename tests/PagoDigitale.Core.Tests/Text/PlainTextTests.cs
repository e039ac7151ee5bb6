using PagoDigitale.Core.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Core.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Niccolò dell'Àquila – «Caffè» €")]
    [InlineData("Ђорђе Ąžuolas 李")]
    [InlineData("Casa \U0001F3E0")]
    [InlineData("a\u00a0b")]
    [InlineData("D’Amico O`Neill Nicolo\u0300 Ștefan Łukasz")]
    [InlineData("नमस्ते")]
    [InlineData("\U00020000")]
    public void What_can_be_read_is_plain(string text) => PlainText.IsPlain(text).ShouldBeTrue();

    [Theory]
    [InlineData("a\0", "U+0000")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("\tb", "U+0009")]
    [InlineData("\u001f", "U+001F")]
    [InlineData("a\u007f", "U+007F")]
    [InlineData("a\u0085", "U+0085")]
    [InlineData("a\u200b", "U+200B")]
    [InlineData("\u200f", "U+200F")]
    [InlineData("\u2028", "U+2028")]
    [InlineData("\u202a", "U+202A")]
    [InlineData("\u202e", "U+202E")]
    [InlineData("\u2060", "U+2060")]
    [InlineData("\u2069", "U+2069")]
    [InlineData("\ufeff", "U+FEFF")]
    [InlineData("\uffff", "U+FFFF")]
    [InlineData("a\ufffe", "U+FFFE")]
    [InlineData("\ufdd0", "U+FDD0")]
    [InlineData("\U0001FFFE", "U+1FFFE")]
    [InlineData("soft\u00adhyphen", "U+00AD")]
    [InlineData("a\u034fb", "U+034F")]
    [InlineData("a\u061cb", "U+061C")]
    [InlineData("\u115f", "U+115F")]
    [InlineData("\u1160", "U+1160")]
    [InlineData("a\u180eb", "U+180E")]
    [InlineData("\u2800", "U+2800")]
    [InlineData("\u3164", "U+3164")]
    [InlineData("a\ufe0f", "U+FE0F")]
    [InlineData("\uffa0", "U+FFA0")]
    [InlineData("a\ufff9", "U+FFF9")]
    [InlineData("\ue000", "U+E000")]
    [InlineData("\U0001BCA0", "U+1BCA0")]
    [InlineData("\U0001D173", "U+1D173")]
    [InlineData("Mario\U000E0041", "U+E0041")]
    [InlineData("Mario\U000E007F", "U+E007F")]
    [InlineData("Mario\U000E0100", "U+E0100")]
    [InlineData("\U000F0000", "U+F0000")]
    public void What_nobody_sees_is_found_by_its_number(string text, string found) => PlainText.FindHidden(text).ShouldBe(found);

    [Fact]
    public void Half_of_a_surrogate_pair_is_found_wherever_it_stands()
    {
        PlainText.FindHidden("a\ud83c").ShouldBe("U+D83C");
        PlainText.FindHidden("\udfe0a").ShouldBe("U+DFE0");
        PlainText.FindHidden("\ud83c\ud83c\udfe0").ShouldBe("U+D83C");
    }

    [Theory]
    [InlineData("Mario Rossi", "Mario Rossi")]
    [InlineData("Ma\u200brio\0 Rossi\ufeff", "Mario Rossi")]
    [InlineData("Casa \U0001F3E0\u202e", "Casa \U0001F3E0")]
    [InlineData("Ma\U000E0041rio \u00adRossi\u3164", "Mario Rossi")]
    public void What_nobody_sees_can_be_left_out(string text, string plain) => PlainText.Without(text).ShouldBe(plain);

    [Fact]
    public void What_is_left_is_plain_also_of_halves_of_surrogate_pairs() => PlainText.Without("a\ud83cb\udfe0").ShouldBe("ab");
}
