using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Tests.Soap;

public sealed class WireAmountTests
{
    [Theory]
    [InlineData("0.00", 0)]
    [InlineData("0.01", 1)]
    [InlineData("1234.56", 123_456)]
    [InlineData("0001.00", 100)]
    [InlineData("999999999.99", 99_999_999_999)]
    public void An_amount_is_read_to_the_cent(string wire, long cents)
    {
        WireAmount.TryParse(wire, out var read).ShouldBeTrue();
        read.ShouldBe(cents);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".00")]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.000")]
    [InlineData("1,00")]
    [InlineData("-1.00")]
    [InlineData("+1.00")]
    [InlineData(" 1.00")]
    [InlineData("1.0a")]
    [InlineData("١.00")]
    [InlineData("1000000000.00")]
    [InlineData("99999999999999999999999999999999.00")]
    public void Anything_else_is_not_an_amount(string wire) => WireAmount.TryParse(wire, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(-5, "-0.05")]
    [InlineData(-12_345, "-123.45")]
    public void Cents_are_formatted_with_their_sign(long cents, string wire) => WireAmount.Format(cents).ShouldBe(wire);

    [Fact]
    public void Formatting_and_reading_undo_each_other()
    {
        const int Seed = 42;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var cents = random.NextInt64(WireAmount.CentsMax + 1);
            WireAmount.TryParse(WireAmount.Format(cents), out var read).ShouldBeTrue($"seed {Seed}: {cents}");
            read.ShouldBe(cents, $"seed {Seed}");
        }
    }
}
