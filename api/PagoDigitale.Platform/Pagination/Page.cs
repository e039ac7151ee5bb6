namespace PagoDigitale.Platform.Pagination;

/// <summary>One page of a list; <see cref="NextCursor"/> is absent on the last one.</summary>
public sealed record Page<T> : IPage
{
    public required IReadOnlyList<T> Items { get; init; }
    public string? NextCursor { get; init; }

    /// <summary>Makes a page of at most <paramref name="limit"/> out of <c>limit + 1</c> rows read.</summary>
    public static Page<T> Of<TRow>(List<TRow> rows, int limit, Func<TRow, T> map, Func<TRow, Cursor> cursor) =>
        new() { Items = [.. rows.Take(limit).Select(map)], NextCursor = rows.Count > limit ? cursor(rows[limit - 1]).ToString() : null };

    public object BoundTo(HttpContext http) => NextCursor is null ? this : this with { NextCursor = CursorScope.Bind(NextCursor, http) };
}

/// <summary>A page before it leaves: its cursor still has to be tied to the list it is of.</summary>
public interface IPage
{
    object BoundTo(HttpContext http);
}
