using System.Globalization;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Pagination;

/// <summary>What a list whose rows have an identifier is ordered by, before the identifier itself.</summary>
public enum ListOrder
{
    /// <summary>By nothing else: identifiers begin with the moment of their making, the newest come first.</summary>
    Newest,

    /// <summary>The latest day first.</summary>
    Days,

    /// <summary>The latest instant first.</summary>
    Moments,

    /// <summary>As in a dictionary.</summary>
    Names,

    /// <summary>What the rows belong to, the newest first.</summary>
    Parents,
}

/// <summary>The place in a list that may be asked in more than one order.</summary>
/// <param name="Lead">Day, instant, name or parent of the last row; null when the newest come first.</param>
public sealed record Place(object? Lead, Guid Id)
{
    public static ApiError? TryRead(string? text, ListOrder order, out Place? after)
    {
        after = null;
        if (Cursor.TryRead(text, order == ListOrder.Newest ? 1 : 2, out var cursor) is { } error)
            return error;
        if (cursor is null)
            return null;
        if (!Guid.TryParseExact(cursor.Keys[^1], "N", out var id) || !TryReadLead(cursor.Keys[0], order, out var lead))
            return Cursor.Malformed();
        after = new(lead, id);
        return null;
    }

    public Cursor ToCursor() =>
        Lead switch
        {
            null => Cursor.Of(Id),
            DateOnly day => new(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Id.ToString("N")),
            DateTimeOffset at => new(at.UtcTicks.ToString(CultureInfo.InvariantCulture), Id.ToString("N")),
            Guid parent => new(parent.ToString("N"), Id.ToString("N")),
            var name => new((string)name, Id.ToString("N")),
        };

    private static bool TryReadLead(string text, ListOrder order, out object? lead)
    {
        lead = order switch
        {
            ListOrder.Days => DateOnly.TryParseExact(text, "yyyyMMdd", out var day) ? day : null,
            ListOrder.Moments => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? new DateTimeOffset(ticks, TimeSpan.Zero)
                : null,
            ListOrder.Parents => Guid.TryParseExact(text, "N", out var parent) ? parent : null,
            ListOrder.Names => text.Contains('\0', StringComparison.Ordinal) ? null : text,
            _ => null,
        };
        return lead is not null || order == ListOrder.Newest;
    }
}
