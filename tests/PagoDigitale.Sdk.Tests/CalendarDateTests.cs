using System.Globalization;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class CalendarDateTests
{
    private static readonly CalendarDate Day = new(2026, 2, 28);

    [Fact]
    public void A_day_is_written_as_the_contract_does_and_read_again()
    {
        Day.ToString().ShouldBe("2026-02-28");
        CalendarDate.Parse("2026-02-28").ShouldBe(Day);
        Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture).ShouldBe("28/02/2026");
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("28/02/2026")]
    [InlineData("2026-02-28T00:00:00")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_day_is_not_read(string? text)
    {
        CalendarDate.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => CalendarDate.Parse(text!));
    }

    [Fact]
    public void Days_are_counted_and_compared()
    {
        (Day.AddDays(1), Day.AddMonths(12), Day.AddYears(-1)).ShouldBe((new(2026, 3, 1), new(2027, 2, 28), new(2025, 2, 28)));
        (Day < Day.AddDays(1), Day >= Day.AddDays(1), Day == new CalendarDate(2026, 2, 28), Day != Day.AddDays(1)).ShouldBe(
            (true, false, true, true)
        );
        new[] { Day.AddDays(1), Day }.Order().ShouldBe([Day, Day.AddDays(1)]);
        (Day.Year, Day.Month, Day.Day, Day.DayOfWeek).ShouldBe((2026, 2, 28, DayOfWeek.Saturday));
    }

    [Fact]
    public void A_day_is_a_DateOnly_and_a_DateTime_too()
    {
        CalendarDate fromDateOnly = new DateOnly(2026, 2, 28);

        fromDateOnly.ShouldBe(Day);
        Day.ToDateOnly().ShouldBe(new DateOnly(2026, 2, 28));
        CalendarDate.FromDateTime(new DateTime(2026, 2, 28, 23, 59, 0, DateTimeKind.Local)).ShouldBe(Day);
        Day.ToDateTime().ShouldBe(new DateTime(2026, 2, 28));
    }
}
