using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Tests.Soap;

public sealed class WireTimeTests
{
    [Fact]
    public void The_stand_in_for_time_zone_data_agrees_with_it_at_every_hour()
    {
        var rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");
        var standIn = WireTime.RomeByDirective();
        for (var hour = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc); hour.Year < 2031; hour = hour.AddHours(1))
            standIn.GetUtcOffset(hour).ShouldBe(rome.GetUtcOffset(hour), hour.ToString("O"));
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00+00:00", "2026-10-25T02:30:00+02:00")]
    [InlineData("2026-10-25T01:30:00+00:00", "2026-10-25T02:30:00+01:00")]
    [InlineData("2026-03-29T01:00:00.5+00:00", "2026-03-29T03:00:00.5+02:00")]
    public void An_instant_is_written_as_Italian_time_and_read_back_also_at_the_hour_change(string instant, string wire)
    {
        var moment = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        WireTime.FormatDateTime(moment).ShouldBe(wire);
        WireTime.TryParseDateTime(wire, out var read).ShouldBeTrue();
        read.ShouldBe(moment);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00", "0001-01-01")]
    [InlineData("0001-01-01T00:00:00+14:00", "0001-01-01")]
    [InlineData("9999-12-31T23:59:59-14:00", "9999-12-31")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31")]
    public void The_ends_of_the_calendar_are_instants_too(string wire, string day)
    {
        WireTime.TryParseDateTime(wire, out var read).ShouldBeTrue();

        DateOnly.FromDateTime(read.UtcDateTime).ShouldBe(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        WireTime.FormatDateTime(read).ShouldStartWith(day);
    }

    [Theory]
    [InlineData("2026-02-30T00:00:00")]
    [InlineData("2026-01-01 00:00:00")]
    [InlineData("2026-01-01T00:00:00.")]
    [InlineData("2026-01-01T00:00:00+15:00")]
    [InlineData("2026-01-01T00:00:00+0100")]
    [InlineData("2026-01-01T00:00:00Z ")]
    public void Anything_else_is_not_an_instant(string wire) => WireTime.TryParseDateTime(wire, out _).ShouldBeFalse();
}
