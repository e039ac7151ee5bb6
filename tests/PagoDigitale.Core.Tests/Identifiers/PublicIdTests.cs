using CsCheck;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Core.Tests.Identifiers;

public sealed class PublicIdTests
{
    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "pos_00000000000000000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000021", "pos_00000000000000000000000011")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "pos_7zzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void Known_keys_have_known_texts(string id, string text)
    {
        PublicId.Format("pos", Guid.Parse(id)).ShouldBe(text);
        PublicId.TryParse(text, "pos", out var read).ShouldBeTrue();
        read.ShouldBe(Guid.Parse(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pos_")]
    [InlineData("flw_00000000000000000000000011")]
    [InlineData("pos-00000000000000000000000011")]
    [InlineData("pos_0000000000000000000000001")]
    [InlineData("pos_000000000000000000000000111")]
    [InlineData("pos_80000000000000000000000000")]
    [InlineData("pos_0000000000000000000000001O")]
    [InlineData("pos_0000000000000000000000001A")]
    [InlineData("pos_0000000000000000000000001u")]
    public void Other_texts_are_no_key(string? text) => PublicId.TryParse(text, "pos", out _).ShouldBeFalse();

    [Fact]
    public void Texts_sort_by_time_of_creation() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.Int[1, 100_000])
            .Sample(
                (milliseconds, more) =>
                {
                    var earlier = DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds);
                    var later = earlier.AddMilliseconds(more);
                    var one = PublicId.NewGuid(earlier);
                    var two = PublicId.NewGuid(later);
                    one.Version.ShouldBe(7);
                    string.CompareOrdinal(PublicId.Format("x", one), PublicId.Format("x", two)).ShouldBeNegative();
                    PublicId.TryParse(PublicId.Format("x", one), "x", out var read).ShouldBeTrue();
                    read.ShouldBe(one);
                },
                iter: 300
            );
}
