using CsCheck;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Core.Tests.Money;

public sealed class EuroCentsTests
{
    [Theory]
    [InlineData("1.234,56", 123456)]
    [InlineData("1234,56", 123456)]
    [InlineData("1234", 123400)]
    [InlineData("-12,30", -1230)]
    [InlineData("1.234", 123400)]
    [InlineData("1234.56", 123456)]
    [InlineData("12.5", 1250)]
    [InlineData("12,5", 1250)]
    [InlineData("0,01", 1)]
    [InlineData("0.01", 1)]
    [InlineData(",50", 50)]
    [InlineData("€ 1.234,56", 123456)]
    [InlineData("1.234,56 €", 123456)]
    [InlineData("1.234,56 EUR", 123456)]
    [InlineData("Euro 12", 1200)]
    [InlineData("-€ 5,00", -500)]
    [InlineData("€ -5,00", -500)]
    [InlineData("+5,00", 500)]
    [InlineData("−5,00", -500)]
    [InlineData("1\u00a0234,56", 123456)]
    [InlineData("1.234.567,8", 123456780)]
    [InlineData("1.234.567", 123456700)]
    [InlineData("007,10", 710)]
    [InlineData("999.999.999,99", 99999999999)]
    public void Amounts_people_write_are_read(string text, long expected)
    {
        EuroCents.TryParseItalian(text, out var cents, out var problem).ShouldBeTrue(problem?.ToString());
        cents.ShouldBe(expected);
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("€")]
    [InlineData("-")]
    [InlineData(",")]
    [InlineData("12,")]
    [InlineData("12.")]
    [InlineData("1,234")]
    [InlineData("1,234.56")]
    [InlineData("1.23,45")]
    [InlineData("1.234.56")]
    [InlineData("1234.567")]
    [InlineData("0.123")]
    [InlineData("12,345")]
    [InlineData("1.2345,00")]
    [InlineData("1,2,3")]
    [InlineData(".50,1")]
    [InlineData("12a")]
    [InlineData("--5")]
    [InlineData("1e5")]
    [InlineData("٣,٠٠")]
    [InlineData("1.000.000.000,00")]
    [InlineData("99999999999999999999999999")]
    [InlineData("00000000000000000000000000000000000000000000000001")]
    public void Amounts_that_can_mislead_are_refused(string? text)
    {
        EuroCents.TryParseItalian(text, out var cents, out var problem).ShouldBeFalse();
        cents.ShouldBe(0);
        problem.ShouldNotBeNull().ToString().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("1234.56", 123456)]
    [InlineData("0.01", 1)]
    [InlineData("0012.30", 1230)]
    [InlineData("999999999.99", 99999999999)]
    public void Wire_amounts_are_read(string text, long expected)
    {
        EuroCents.TryParseWire(text, out var cents).ShouldBeTrue();
        cents.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".50")]
    [InlineData("12")]
    [InlineData("12.5")]
    [InlineData("12.505")]
    [InlineData("12,50")]
    [InlineData("-12.50")]
    [InlineData("+12.50")]
    [InlineData(" 12.50")]
    [InlineData("1.2.50")]
    [InlineData("1000000000.00")]
    public void Other_wire_amounts_are_refused(string? text) => EuroCents.TryParseWire(text, out _).ShouldBeFalse();

    [Fact]
    public void Only_the_signed_form_takes_a_minus()
    {
        EuroCents.TryParseSignedWire("-12.50", out var cents).ShouldBeTrue();
        cents.ShouldBe(-1250);
        EuroCents.TryParseSignedWire("--2.50", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "0,00", "0.00")]
    [InlineData(5, "0,05", "0.05")]
    [InlineData(123456, "1.234,56", "1234.56")]
    [InlineData(99999999999, "999.999.999,99", "999999999.99")]
    public void Amounts_are_written(long cents, string italian, string wire)
    {
        EuroCents.ToItalian(cents).ShouldBe(italian);
        EuroCents.ToWire(cents).ShouldBe(wire);
    }

    [Fact]
    public void Limits_are_kept()
    {
        EuroCents.ToItalian(-1230).ShouldBe("-12,30");
        EuroCents.ToItalian(long.MinValue).ShouldBe("-92.233.720.368.547.758,08");
        Should.Throw<ArgumentOutOfRangeException>(() => EuroCents.ToWire(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => EuroCents.ToWire(EuroCents.Max + 1));
        EuroCents.Sum([1L, 2L, -3L]).ShouldBe(0);
        EuroCents.Sum(["a", "bb"], text => text.Length).ShouldBe(3);
        Should.Throw<OverflowException>(() => EuroCents.Sum([long.MaxValue, 1L]));
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[0, EuroCents.Max]
            .Sample(
                cents =>
                {
                    EuroCents.TryParseItalian(EuroCents.ToItalian(-cents), out var italian).ShouldBeTrue();
                    EuroCents.TryParseWire(EuroCents.ToWire(cents), out var wire).ShouldBeTrue();
                    EuroCents.TryParseItalian(EuroCents.ToWire(cents), out var plain).ShouldBeTrue();
                    (italian, wire, plain).ShouldBe((-cents, cents, cents));
                },
                iter: 2_000
            );
}
