using System.Collections;
using System.Runtime.CompilerServices;

namespace PagoDigitale.Node.Soap;

/// <summary>An immutable list that is equal to another with equal items, so that messages compare by value.</summary>
[CollectionBuilder(typeof(WireList), nameof(WireList.Create))]
public sealed class WireList<T> : IReadOnlyList<T>, IEquatable<WireList<T>>
{
    private readonly T[] _items;

    internal WireList(T[] items) => _items = items;

    internal static readonly WireList<T> Empty = new([]);

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public ReadOnlySpan<T> AsSpan() => _items;

    public ReadOnlyMemory<T> AsMemory() => _items;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public bool Equals(WireList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => Equals(obj as WireList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

public static class WireList
{
    public static WireList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? WireList<T>.Empty : new(items.ToArray());
}
