using PagoDigitale.Core.Calendar;

namespace PagoDigitale.Core.Tests.Calendar;

public sealed class CalendarTests
{
    [Theory]
    [InlineData("2026-01-31T22:59:59Z", "2026-01-31")]
    [InlineData("2026-01-31T23:00:00Z", "2026-02-01")]
    [InlineData("2026-07-31T21:59:59Z", "2026-07-31")]
    [InlineData("2026-07-31T22:00:00Z", "2026-08-01")]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-29")]
    [InlineData("2026-10-25T22:30:00Z", "2026-10-25")]
    public void A_legal_date_begins_at_midnight_in_rome(string instant, string date) =>
        RomeTime.LegalDate(DateTimeOffset.Parse(instant, null)).ShouldBe(DateOnly.Parse(date, null));

    [Fact]
    public void Summer_time_changes_at_one_utc_of_the_last_sundays()
    {
        RomeTime.At(new(2026, 3, 29, 0, 59, 59, TimeSpan.Zero)).Offset.ShouldBe(TimeSpan.FromHours(1));
        RomeTime.At(new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero)).Offset.ShouldBe(TimeSpan.FromHours(2));
        RomeTime.At(new(2026, 10, 25, 0, 59, 59, TimeSpan.Zero)).Offset.ShouldBe(TimeSpan.FromHours(2));
        RomeTime.At(new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero)).Offset.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void Every_day_starts_on_its_own_date_and_not_before()
    {
        for (var date = new DateOnly(2012, 1, 1); date.Year < 2060; date = date.AddDays(1))
        {
            var start = RomeTime.StartOfDay(date);
            start.Offset.ShouldBe(TimeSpan.Zero);
            RomeTime.LegalDate(start).ShouldBe(date);
            RomeTime.LegalDate(start.AddTicks(-1)).ShouldBe(date.AddDays(-1));
        }
    }

    [Fact]
    public void The_first_and_the_last_instant_have_a_legal_date_too()
    {
        RomeTime.LegalDate(DateTimeOffset.MinValue).ShouldBe(DateOnly.MinValue);
        RomeTime.LegalDate(DateTimeOffset.MaxValue).ShouldBe(DateOnly.MaxValue);
    }

    [Theory]
    [InlineData("31/12/2026", 2026, 12, 31)]
    [InlineData("1/2/2026", 2026, 2, 1)]
    [InlineData("1/2/26", 2026, 2, 1)]
    [InlineData("01/02/69", 2069, 2, 1)]
    [InlineData("01/02/70", 1970, 2, 1)]
    [InlineData("2026-02-01", 2026, 2, 1)]
    [InlineData("01-02-2026", 2026, 2, 1)]
    [InlineData(" 01.02.2026 ", 2026, 2, 1)]
    [InlineData("29/02/2028", 2028, 2, 29)]
    [InlineData("01/02/2026 10:00", 2026, 2, 1)]
    [InlineData("1/2/2026 0:00:00", 2026, 2, 1)]
    [InlineData("2026-02-01T00:00:00", 2026, 2, 1)]
    [InlineData("2026-02-01 23:59:59.999Z", 2026, 2, 1)]
    public void Italian_dates_are_read(string text, int year, int month, int day)
    {
        ItalianDates.TryParse(text, out var date).ShouldBeTrue();
        date.ShouldBe(new DateOnly(year, month, day));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12/31/2026")]
    [InlineData("29/02/2027")]
    [InlineData("00/01/2026")]
    [InlineData("01/00/2026")]
    [InlineData("01/01/0000")]
    [InlineData("2026/02/01")]
    [InlineData("2026-2-1")]
    [InlineData("01-02/2026")]
    [InlineData("01-02-26")]
    [InlineData("01/02/202")]
    [InlineData("01022026")]
    [InlineData("01//2026")]
    [InlineData("a1/02/2026")]
    [InlineData("01/02/2026 25:00")]
    [InlineData("01/02/2026 x")]
    [InlineData("01/02/2026 1")]
    public void Other_dates_are_refused(string? text)
    {
        ItalianDates.TryParse(text, out var date).ShouldBeFalse();
        date.ShouldBe(default);
    }
}
