using System.Globalization;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Pagination;

/// <summary>The place in a list that is newest first and whose key does not sort by time: instant of creation, then key.</summary>
public sealed record TimeCursor(DateTimeOffset At, string Key)
{
    public Cursor ToCursor() => new(At.UtcTicks.ToString(CultureInfo.InvariantCulture), Key);

    public static ApiError? TryRead(string? text, out TimeCursor? after)
    {
        after = null;
        if (Cursor.TryRead(text, 2, out var cursor) is { } error)
            return error;
        if (cursor is null)
            return null;
        if (
            !long.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
            || cursor.Keys[1].Contains('\0', StringComparison.Ordinal)
        )
            return Cursor.Malformed();
        after = new(new DateTimeOffset(ticks, TimeSpan.Zero), cursor.Keys[1]);
        return null;
    }
}
