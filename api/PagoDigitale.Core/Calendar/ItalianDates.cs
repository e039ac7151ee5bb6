namespace PagoDigitale.Core.Calendar;

/// <summary>
/// Dates as they come in files: dd/MM/yyyy, d/M/yy, yyyy-MM-dd, with dashes or dots too; the hour that programs put behind counts for
/// nothing. Never month first.
/// </summary>
public static class ItalianDates
{
    /// <summary>Years of two digits up to this one belong to 2000: due dates lie ahead, dates of birth behind.</summary>
    private const int TwoDigitYearMax = 69;

    public static bool TryParse(string? text, out DateOnly date)
    {
        date = default;
        var trimmed = WithoutHour(text.AsSpan().Trim());
        if (trimmed.Length is < 6 or > 10)
            return false;
        var first = trimmed.IndexOfAny('/', '-', '.');
        if (first < 0)
            return false;
        var separator = trimmed[first];
        var second = trimmed[(first + 1)..].IndexOf(separator) + first + 1;
        if (second == first)
            return false;
        var a = trimmed[..first];
        var b = trimmed[(first + 1)..second];
        var c = trimmed[(second + 1)..];
        if (a.Length == 4)
            return separator == '-' && b.Length == 2 && c.Length == 2 && TryDate(Number(a), Number(b), Number(c), out date);
        if (a.Length is 0 or > 2 || b.Length is 0 or > 2)
            return false;
        return c.Length switch
        {
            4 => TryDate(Number(c), Number(b), Number(a), out date),
            2 when separator == '/' => TryDate(Century(Number(c)), Number(b), Number(a), out date),
            _ => false,
        };
    }

    /// <summary>
    /// 2026-12-31T00:00:00 of date cells (ECMA-376 18.18.11), 31/12/2026 00:00 of exports. What stands there must be an hour of the day.
    /// </summary>
    private static ReadOnlySpan<char> WithoutHour(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny('T', ' ');
        if (at < 6)
            return text;
        var hour = text[(at + 1)..].TrimEnd('Z');
        return
            hour.Length >= 4
            && char.IsAsciiDigit(hour[0])
            && TimeOnly.TryParse(hour, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? text[..at]
            : text;
    }

    private static int Century(int year) => year < 0 ? year : year + (year <= TwoDigitYearMax ? 2000 : 1900);

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private static bool TryDate(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }
}
