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
            found.ShouldNotBeNull().ToString().ShouldContain(problem);
    }

    [Fact]
    public void The_ends_of_the_calendar_can_be_compared() =>
        PlausibleDates.Problem(DateOnly.MaxValue, DateOnly.MinValue).ShouldNotBeNull();
}
