using PagoDigitale.Core.Text;

namespace PagoDigitale.Core.Tests.Text;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 cents")]
    [InlineData(1, "1 cent")]
    [InlineData(2, "2 cents")]
    public void What_is_counted_agrees_with_the_number(long count, string text) => Assert.Equal(text, Counted.Of(count, "cent"));

    [Fact]
    public void A_plural_of_its_own_is_given() => Assert.Equal("2 entries", Counted.Of(2, "entry", "entries"));
}
