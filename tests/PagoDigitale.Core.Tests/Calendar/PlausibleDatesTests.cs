using PagoDigitale.Core.Calendar;

namespace PagoDigitale.Core.Tests.Calendar;

public sealed class PlausibleDatesTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Theory]
    [InlineData("0001-01-01", "before 2012")]
    [InlineData("1970-01-01", "before 2012")]
    [InlineData("2011-12-31", "before 2012")]
    [InlineData("2012-01-01", null)]
    [InlineData("2026-11-25", null)]
    [InlineData("2026-12-26", null)]
    [InlineData("2026-12-27", "more than 31 days ahead")]
    [InlineData("2099-01-01", "more than 31 days ahead")]
    [InlineData("9999-12-31", "more than 31 days ahead")]
    public void A_day_is_between_the_birth_of_pagopa_and_a_month_from_now(string date, string? problem)
    {
        var found = PlausibleDates.Problem(DateOnly.Parse(date, null), Today);

        if (problem is null)
            found.ShouldBeNull();
        else
            found.ShouldNotBeNull().ShouldContain(problem);
    }

    [Theory]
    [InlineData("2011-12-31T22:59:59Z", false)]
    [InlineData("2011-12-31T23:00:00Z", true)]
    [InlineData("2026-12-26T22:59:59Z", true)]
    [InlineData("2026-12-26T23:00:00Z", false)]
    public void An_instant_has_the_day_it_has_in_italy(string instant, bool isPlausible) =>
        (PlausibleDates.Problem(DateTimeOffset.Parse(instant, null), Today) is null).ShouldBe(isPlausible);

    [Fact]
    public void The_ends_of_the_calendar_are_implausible_and_nothing_worse()
    {
        PlausibleDates.Problem(DateTimeOffset.MinValue, Today).ShouldNotBeNull();
        PlausibleDates.Problem(DateTimeOffset.MaxValue, Today).ShouldNotBeNull();
        PlausibleDates.Problem(DateOnly.MaxValue, DateOnly.MinValue).ShouldNotBeNull();
    }
}
