using System.Text;
using CsCheck;
using PagoDigitale.Core.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Core.Tests.Text;

public sealed class ClippedTests
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Gen<string> _whole = Of("a", "à", "€", " ", "\U0001F600", "\U00020000", "\ufffd");

    private static readonly Gen<string> _broken = Of("a", "\U0001F600", "\ud83d", "\ude00");

    [Fact]
    public void What_is_cut_off_a_text_leaves_a_text() =>
        Gen.Select(_whole, Gen.Int[1, 50])
            .Sample(
                (text, max) =>
                {
                    var clipped = Clipped.To(text, max);
                    var told = Clipped.WithEllipsis(text, max);

                    _strict.GetByteCount(clipped).ShouldBeGreaterThanOrEqualTo(0);
                    _strict.GetByteCount(told).ShouldBeGreaterThanOrEqualTo(0);
                    text.ShouldStartWith(clipped, Case.Sensitive);
                    clipped.Length.ShouldBeInRange(Math.Min(text.Length, max - 1), max);
                    told.Length.ShouldBeLessThanOrEqualTo(max);
                    if (text.Length > max)
                        text.ShouldStartWith(told[..^1], Case.Sensitive);
                    else
                        told.ShouldBe(text);
                }
            );

    [Fact]
    public void Halves_of_pairs_become_lost_letters_and_nothing_else_changes() =>
        _broken.Sample(text => Clipped.WithoutHalves(text).ShouldBe(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void A_whole_text_stays_as_it_is() => _whole.Sample(text => Clipped.WithoutHalves(text).ShouldBeSameAs(text));

    [Theory]
    [InlineData("ab\U0001F600c", 3, "ab", "ab…")]
    [InlineData("ab\U0001F600c", 4, "ab\U0001F600", "ab…")]
    [InlineData("abcdef", 4, "abcd", "abc…")]
    [InlineData("abcd", 4, "abcd", "abcd")]
    public void A_pair_stays_whole_or_goes(string text, int max, string clipped, string told)
    {
        Clipped.To(text, max).ShouldBe(clipped);
        Clipped.WithEllipsis(text, max).ShouldBe(told);
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        Clipped.To(null, 3).ShouldBeNull();
        Clipped.WithEllipsis(null, 3).ShouldBeNull();
    }

    private static Gen<string> Of(params string[] pieces) =>
        Gen.Int[0, pieces.Length - 1].List[0, 40].Select(chosen => string.Concat(chosen.Select(i => pieces[i])));
}
