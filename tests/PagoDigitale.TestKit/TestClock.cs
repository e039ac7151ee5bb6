using System.Diagnostics;

namespace PagoDigitale.TestKit;

/// <summary>
/// The time of the tests: it begins on a working morning of the year the stories are about and goes on at the pace of the wall, so
/// that no test depends on the day it is played on, and what comes later has a later instant. Timers are the real ones.
/// </summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>Tuesday 24 November 2026, ten in the morning in Rome.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    /// <summary>One for all: applications that share a database agree on the time.</summary>
    public static readonly TestClock Instance = new(TimeSpan.Zero);

    private static readonly long _begin = Stopwatch.GetTimestamp();

    private readonly TimeSpan _later;

    private TestClock(TimeSpan later) => _later = later;

    public static DateTimeOffset Now => Instance.GetUtcNow();

    public static DateOnly Today => Core.Calendar.RomeTime.LegalDate(Now);

    /// <summary>For SQL: the server's own clock is another.</summary>
    public static string NowSql => $"'{Now:O}'::timestamptz";

    public static string TodaySql => $"'{Today:yyyy-MM-dd}'::date";

    /// <summary>The same clock, for somebody who looks at it later.</summary>
    public static TestClock In(TimeSpan later) => new(later);

    public override DateTimeOffset GetUtcNow() => Morning + _later + Stopwatch.GetElapsedTime(_begin);
}
