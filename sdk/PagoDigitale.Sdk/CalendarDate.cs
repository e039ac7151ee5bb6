using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PagoDigitale.Sdk;

/// <summary>
/// A day of the calendar, without a time and without a time zone: a due date, the day of a credit. The same type on every framework,
/// since <c>System.DateOnly</c> is not on .NET Framework; where it is, it becomes a <see cref="CalendarDate"/> by itself, and
/// <c>ToDateOnly</c> leads back.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly struct CalendarDate : IEquatable<CalendarDate>, IComparable<CalendarDate>, IComparable, IFormattable
{
    private const string Iso = "yyyy-MM-dd";

    // At midnight, of no time zone.
    private readonly DateTime _day;

    /// <summary>Makes a day.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1.</param>
    /// <param name="day">The day, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public CalendarDate(int year, int month, int day) => _day = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);

    private CalendarDate(DateTime day) => _day = day;

    /// <summary>The year.</summary>
    public int Year => _day.Year;

    /// <summary>The month, from 1.</summary>
    public int Month => _day.Month;

    /// <summary>The day, from 1.</summary>
    public int Day => _day.Day;

    /// <summary>The day of the week.</summary>
    public DayOfWeek DayOfWeek => _day.DayOfWeek;

    /// <summary>The day that an instant falls on, as its own clock shows it.</summary>
    /// <param name="value">The instant.</param>
    public static CalendarDate FromDateTime(DateTime value) => new(value.Year, value.Month, value.Day);

    /// <summary>Midnight of the day, of no time zone.</summary>
    public DateTime ToDateTime() => _day;

    /// <summary>So many days later, or earlier.</summary>
    /// <param name="value">How many; negative for earlier.</param>
    public CalendarDate AddDays(int value) => new(_day.AddDays(value));

    /// <summary>So many months later, or earlier; the last day of a month that is too short.</summary>
    /// <param name="value">How many; negative for earlier.</param>
    public CalendarDate AddMonths(int value) => new(_day.AddMonths(value));

    /// <summary>So many years later, or earlier; 28 February for 29 February.</summary>
    /// <param name="value">How many; negative for earlier.</param>
    public CalendarDate AddYears(int value) => new(_day.AddYears(value));

    /// <summary>Reads a day as the contract writes it: <c>2026-05-31</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is no such day.</exception>
    public static CalendarDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is no day written as {Iso}.");

    /// <summary>Reads a day as the contract writes it: <c>2026-05-31</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The day.</param>
    public static bool TryParse(string? text, out CalendarDate date)
    {
        var isDay = DateTime.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        date = new CalendarDate(day);
        return isDay;
    }

    /// <summary>The day as the contract writes it: <c>2026-05-31</c>.</summary>
    public override string ToString() => ToString(Iso, CultureInfo.InvariantCulture);

    /// <summary>The day in a form of the caller’s choice.</summary>
    /// <param name="format">A format for dates; <c>yyyy-MM-dd</c> when absent.</param>
    /// <param name="formatProvider">The culture.</param>
    public string ToString(string? format, IFormatProvider? formatProvider) => _day.ToString(format ?? Iso, formatProvider);

    /// <inheritdoc />
    public bool Equals(CalendarDate other) => _day == other._day;

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is CalendarDate date && Equals(date);

    /// <inheritdoc />
    public override int GetHashCode() => _day.GetHashCode();

    /// <inheritdoc />
    public int CompareTo(CalendarDate other) => _day.CompareTo(other._day);

    /// <inheritdoc />
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            CalendarDate other => CompareTo(other),
            _ => throw new ArgumentException($"A day cannot be compared with a {obj.GetType().Name}."),
        };

    /// <summary>Whether both are the same day.</summary>
    public static bool operator ==(CalendarDate left, CalendarDate right) => left.Equals(right);

    /// <summary>Whether they are different days.</summary>
    public static bool operator !=(CalendarDate left, CalendarDate right) => !left.Equals(right);

    /// <summary>Whether the first is earlier.</summary>
    public static bool operator <(CalendarDate left, CalendarDate right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is later.</summary>
    public static bool operator >(CalendarDate left, CalendarDate right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not later.</summary>
    public static bool operator <=(CalendarDate left, CalendarDate right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is not earlier.</summary>
    public static bool operator >=(CalendarDate left, CalendarDate right) => left.CompareTo(right) >= 0;

#if NET8_0_OR_GREATER
    /// <summary>The same day as a <see cref="DateOnly"/>.</summary>
    public DateOnly ToDateOnly() => DateOnly.FromDateTime(_day);

    /// <summary>The day of a <see cref="DateOnly"/>.</summary>
    /// <param name="date">The day.</param>
    public static CalendarDate FromDateOnly(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>The day of a <see cref="DateOnly"/>.</summary>
    /// <param name="date">The day.</param>
    public static implicit operator CalendarDate(DateOnly date) => FromDateOnly(date);

    /// <summary>The same day as a <see cref="DateOnly"/>.</summary>
    /// <param name="date">The day.</param>
    public static explicit operator DateOnly(CalendarDate date) => date.ToDateOnly();
#endif

    private sealed class Converter : JsonConverter<CalendarDate>
    {
        public override CalendarDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var date) ? date : throw new JsonException($"'{reader.GetString()}' is no day.");

        public override void Write(Utf8JsonWriter writer, CalendarDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
