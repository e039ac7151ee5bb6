using PagoDigitale.Api.Features.Services.Door;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Services;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-05-28", 2, "2026-06-01")] // over a weekend
    [InlineData("2026-05-29", 2, "2026-06-03")] // and over 2 June
    [InlineData("2026-04-02", 1, "2026-04-03")] // Good Friday is a working day
    [InlineData("2026-04-03", 1, "2026-04-07")] // over Easter Monday
    [InlineData("2026-12-23", 2, "2026-12-28")] // over Christmas and Saint Stephen
    [InlineData("2026-12-31", 3, "2027-01-07")] // over New Year and Epiphany
    [InlineData("2027-10-01", 1, "2027-10-05")] // over Saint Francis, a holiday since 2026
    [InlineData("2025-10-03", 1, "2025-10-06")]
    [InlineData("2024-10-03", 1, "2024-10-04")] // and not before
    [InlineData("2026-08-14", 1, "2026-08-17")]
    [InlineData("2026-10-30", 1, "2026-11-02")]
    [InlineData("2026-06-01", 0, "2026-06-01")]
    public void So_many_working_days_later(string from, int count, string day) => WorkingDays.After(Day(from), count).ShouldBe(Day(day));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
