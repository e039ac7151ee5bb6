using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>Something that does not add up in what came from outside and was taken all the same.</summary>
public sealed record Anomaly
{
    public const string ImplausibleDate = "date-implausible";

    public required string Code { get; init; }
    public required Message Message { get; init; }

    /// <summary>Null when the day can be right.</summary>
    /// <param name="element">The element as whoever sent it writes it.</param>
    public static Anomaly? OfDate(string element, DateOnly? date, DateOnly today) =>
        date is { } day && PlausibleDates.Problem(day, today) is { } problem
            ? new() { Code = ImplausibleDate, Message = PatternTexts.OddDay.With(element, day, problem) }
            : null;

    public static Anomaly? OfDate(string element, DateTimeOffset? instant, DateOnly today) =>
        OfDate(element, instant is { } moment ? RomeTime.LegalDate(moment) : (DateOnly?)null, today);
}
