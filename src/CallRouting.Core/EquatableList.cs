using System.Collections;
using System.Runtime.CompilerServices;

namespace CallRouting;

/// <summary>An immutable list that equals another one with equal elements in the same order.</summary>
/// <remarks>Records that hold one compare and hash by content. <c>default</c> is the empty list. Written as a
/// collection expression: <c>EquatableList&lt;int&gt; digits = [1, 2, 3];</c>.</remarks>
/// <typeparam name="T">The element; compared with its own equality.</typeparam>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public readonly struct EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[]? _items;

    // Takes the array over: the callers in this file never let it out again.
    internal EquatableList(T[] items) => _items = items;

    /// <summary>How many elements there are; 0 for <c>default</c>.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The element at a position.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside the list.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _items![index];
        }
    }

    /// <summary>The elements as a span, without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Whether both lists hold equal elements in the same order.</summary>
    public bool Equals(EquatableList<T> other) =>
        ReferenceEquals(_items, other._items) || AsSpan().SequenceEqual(other.AsSpan(), null);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableList<T> other && Equals(other);

    /// <summary>A hash of all elements in order: O(<see cref="Count"/>).</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in AsSpan())
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>The elements in brackets, separated by commas.</summary>
    public override string ToString() => $"[{string.Join(", ", _items ?? [])}]";

    /// <summary>Walks the elements in order without allocating.</summary>
    public Enumerator GetEnumerator() => new(_items ?? []);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <summary>Whether both lists hold equal elements in the same order.</summary>
    public static bool operator ==(EquatableList<T> left, EquatableList<T> right) => left.Equals(right);

    /// <summary>Whether the lists differ in an element, its position, or the count.</summary>
    public static bool operator !=(EquatableList<T> left, EquatableList<T> right) => !left.Equals(right);

    /// <summary>A walk over the list; a plain struct, so that it may be used inside iterators.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The element the walk stands on; valid after <see cref="MoveNext"/> said true.</summary>
        public readonly T Current => _items[_index];

        /// <summary>Steps to the next element; false at the end.</summary>
        public bool MoveNext() => ++_index < _items.Length;
    }
}

/// <summary>Makes <see cref="EquatableList{T}"/> values.</summary>
public static class EquatableList
{
    /// <summary>A list of the given elements, copied.</summary>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A list of the given elements, copied.</summary>
    public static EquatableList<T> From<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new([.. items]);
    }
}
