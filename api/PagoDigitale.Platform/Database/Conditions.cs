using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// The WHERE of a list, with only the conditions that were asked. A statement that holds every filter there could be
/// (<c>$2 IS NULL OR …</c>) gets one plan for all of them, and that plan can use no index for any (decision 0010).
/// </summary>
public sealed class Conditions
{
    /// <summary>Between the moment an identifier is made and the one its row tells: a long transaction.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private readonly StringBuilder _sql = new();
    private readonly List<object?> _values = [];
    private readonly string _first;
    private (string Column, string Place)? _leading;
    private List<(string Rows, string Column, string Place)>? _arms;
    private (string Keys, string Places)? _behind;
    private (string Column, ListOrder Order)? _lead;
    private bool _isProbe;

    /// <param name="first">What does not depend on the filters, with $1 and so on for <paramref name="values"/>.</param>
    public Conditions(string first, params object?[] values)
    {
        _sql.Append(_first = first);
        _values.AddRange(values);
    }

    public object?[] Values => [.. _values];

    /// <summary>What is asked of one row that was found otherwise: nothing of it orders a list.</summary>
    public static Conditions OfOne(string first, params object?[] values) => new(first, values) { _isProbe = true };

    /// <param name="condition">A question mark stands for the value; without one the value only says that it is asked.</param>
    public Conditions And(string condition, object? value)
    {
        if (value is null)
            return this;
        var place = condition.Contains('?', StringComparison.Ordinal) ? Add(value) : "";
        _sql.Append("\n  AND ").Append(condition.Replace("?", place, StringComparison.Ordinal));
        return this;
    }

    /// <summary>
    /// Of a column that an index has before the key of the list. Asked as a range from the value to itself and made the first of the
    /// order, so that only this index gives the rows in their order: with equality the planner takes a value for common and walks
    /// the list past everything that has another. A second such column is a plain condition.
    /// </summary>
    public Conditions AndKeyed(string column, object? value)
    {
        if (value is null)
            return this;
        if (_leading is not null || _arms is not null || _lead is not null || _isProbe)
            return And($"{column} = ?", value);
        _leading = (column, Add(value));
        return Always($"{column} >= {_leading.Value.Place} AND {column} <= {_leading.Value.Place}");
    }

    /// <summary>
    /// As <see cref="AndKeyed"/>, of several values: for each the index gives its newest rows in their order, and of these the page
    /// holds the newest. Asked with ANY, the planner walks the list past everything that has none of the values.
    /// </summary>
    /// <param name="rows">From FROM to where the conditions begin: each value has a SELECT of its own.</param>
    public Conditions AndAnyOf(string rows, string column, string[]? values)
    {
        if (values is null)
            return this;
        if (values.Length == 1)
            return AndKeyed(column, values[0]);
        if (values.Length == 0)
            return Always("false");
        if (_leading is not null || _lead is not null || _arms is not null || _isProbe)
            return And($"{column} = ANY (?)", values);
        _arms = [.. values.Select(v => (rows, column, Add(v)))];
        return this;
    }

    /// <summary>
    /// As <see cref="AndKeyed"/>, of a value that may stand in one of two tables, each with an index of its own for the order of the
    /// list.
    /// </summary>
    /// <param name="one">From FROM to where the conditions begin, and the column that has the value.</param>
    /// <param name="plain">The same as a condition, where something else orders the list.</param>
    public Conditions AndEither((string Rows, string Column) one, (string Rows, string Column) other, string plain, string? value)
    {
        if (value is null)
            return this;
        if (_leading is not null || _arms is not null || _lead is not null || _isProbe)
            return And(plain, value);
        var place = Add(value);
        _arms = [(one.Rows, one.Column, place), (other.Rows, other.Column, place)];
        return this;
    }

    /// <summary>Behind the last row of the page before, in the order of <see cref="Order"/>.</summary>
    public Conditions Behind(string keys, params object?[] last)
    {
        if (last.Any(v => v is null))
            return this;
        var places = string.Join(", ", last.Select(Add));
        if (_arms is not null)
        {
            _behind = (keys, places);
            return this;
        }
        return Always(_leading is { } leading ? $"({leading.Column}, {keys}) < ({leading.Place}, {places})" : $"({keys}) < ({places})");
    }

    /// <summary>Behind a row of a list that may be asked in more than one order.</summary>
    public Conditions Behind(string key, Place? last)
    {
        if (last is null)
            return this;
        if (_lead is not { } lead)
            return Behind(key, last.Id);
        return Always($"({lead.Column}, {key}) {(lead.Order == ListOrder.Names ? ">" : "<")} ({Add(last.Lead)}, {Add(last.Id)})");
    }

    /// <summary>
    /// The rows newest first, or as <see cref="ByDays"/> or <see cref="ByNames"/> say; those that <see cref="AndKeyed"/> asks for are equal
    /// in its column.
    /// </summary>
    public string Order(params string[] keys) =>
        _lead is { Order: ListOrder.Names } names
            ? $"ORDER BY {string.Join(", ", keys.Prepend(names.Column))}"
            : "ORDER BY "
                + string.Join(
                    ", ",
                    ((_lead?.Column ?? _leading?.Column) is { } first ? keys.Prepend(first) : keys).Select(k => $"{k} DESC")
                );

    /// <summary>What comes after WHERE: a page, newest first, and one row more that tells whether there is another.</summary>
    public string Page(int limit, params string[] keys)
    {
        if (_arms is not { } arms)
            return $"{this} {Order(keys)} LIMIT {limit + 1}";
        var named = string.Join(", ", keys.Select((k, i) => $"{k} AS key_{i}"));
        var newestFirst = string.Join(", ", keys.Select((_, i) => $"key_{i} DESC"));
        var newest = arms.Select(arm =>
        {
            var (rows, column, value) = arm;
            var order = string.Join(", ", keys.Prepend(column).Select(k => $"{k} DESC"));
            var behind = _behind is { } last ? $"\n  AND ({column}, {last.Keys}) < ({value}, {last.Places})" : "";
            return $"(SELECT {named} {rows}{this}\n  AND {column} >= {value} AND {column} <= {value}{behind}\n"
                + $"  ORDER BY {order} LIMIT {limit + 1})";
        });
        var found =
            $"SELECT key_{keys.Length - 1} FROM (\n{string.Join("\nUNION ALL\n", newest)}) found\nORDER BY {newestFirst} LIMIT {limit + 1}";
        return $"{_first}\n  AND {keys[^1]} = ANY (ARRAY({found}))\n{Order(keys)} LIMIT {limit + 1}";
    }

    /// <summary>
    /// Days of something else than the making of the rows. The list is then in their order, which is that of an index: in any other it
    /// would be walked past everything of other days, or all rows of these days be put in order for each page. The first asked leads.
    /// </summary>
    public Conditions ByDays(string column, DateOnly? from, DateOnly? to, ListOrder order = ListOrder.Days)
    {
        if (from is null && to is null)
            return this;
        _lead ??= (column, order);
        return Always(Range(column, from, to, order));
    }

    /// <summary>Holds the rows of these days; both ends may be open, and then it is nothing.</summary>
    public string Range(string column, DateOnly? from, DateOnly? to, ListOrder order = ListOrder.Days)
    {
        List<string> range = [];
        if (from is { } first)
            range.Add($"{column} >= {Add(order == ListOrder.Moments ? RomeTime.StartOfDay(first) : first)}");
        if (to?.AddDays(1) is { } end)
            range.Add($"{column} < {Add(order == ListOrder.Moments ? RomeTime.StartOfDay(end) : end)}");
        return string.Join(" AND ", range);
    }

    public Conditions Always(string condition)
    {
        _sql.Append("\n  AND ").Append(condition);
        return this;
    }

    /// <summary>
    /// Made from the first day to the last. Identifiers begin with the moment of their making, so the days are a range of the very
    /// key the list is ordered by; the column decides at the edges.
    /// </summary>
    public Conditions AndCreated(string key, DateOnly? from, DateOnly? to, string column = "created_at")
    {
        DateTimeOffset? start = from is { } first ? RomeTime.StartOfDay(first) : null;
        DateTimeOffset? end = to is { } last ? RomeTime.StartOfDay(last.AddDays(1)) : null;
        return AndCreated(key, start, end, column, Slack);
    }

    /// <summary>Made from an instant on, and before another.</summary>
    /// <param name="slack">How far identifier and column may be apart.</param>
    public Conditions AndCreated(string key, DateTimeOffset? from, DateTimeOffset? to, string column, TimeSpan slack)
    {
        if (from is { } start)
            And($"{key} >= ?", FirstIdentifier(start, -slack)).And($"{column} >= ?", start);
        if (to is { } end)
            And($"{key} < ?", FirstIdentifier(end, slack)).And($"{column} < ?", end);
        return this;
    }

    /// <summary>
    /// Holds what a clerk types, whatever accents, apostrophes and blanks; <paramref name="expression"/> is a search_text.
    /// </summary>
    public Conditions AndContains(string expression, string? text) =>
        text is not null && SearchText.Normalize(text) is { Length: > 0 } plain
            ? And($"{expression} LIKE ?", $"%{LikePattern.Escape(plain)}%")
            : this;

    /// <summary>
    /// Begins with what a clerk types, in the order of names: a letter alone finds a twentieth of all, which nobody puts in another order
    /// for one page. As a range: under row-level security an index serves ranges and not LIKE.
    /// </summary>
    public Conditions ByNames(string column, string? text)
    {
        if (text is null || SearchText.Normalize(text) is not { Length: > 0 } plain)
            return this;
        if (!_isProbe)
            _lead ??= (column, ListOrder.Names);
        return And($"{column} >= ?", plain).And($"{column} < ?", plain + "\U0010FFFF");
    }

    /// <summary>A value that conditions name themselves.</summary>
    public string Add(object? value)
    {
        _values.Add(value);
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }

    public override string ToString() => _sql.ToString();

    /// <summary>The smallest UUIDv7 of a moment.</summary>
    private static Guid FirstIdentifier(DateTimeOffset at, TimeSpan shift)
    {
        const long latest = (1L << 47) - 1;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(
            bytes,
            Math.Clamp(at.ToUnixTimeMilliseconds() + (long)shift.TotalMilliseconds, 0, latest) << 16
        );
        return new Guid(bytes, bigEndian: true);
    }
}
