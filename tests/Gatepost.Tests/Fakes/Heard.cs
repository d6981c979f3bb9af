using System.Collections;
using System.Collections.Immutable;

namespace Gatepost.Tests.Fakes;

/// <summary>What a fake was told so far. It is told more while a test reads: a reader sees the list as it was when it began.</summary>
internal sealed class Heard<T> : IReadOnlyList<T>
{
    private ImmutableList<T> _items = [];

    public int Count => _items.Count;

    public T this[int index] => _items[index];

    public IReadOnlyList<T> Slice(int start, int length) => _items.GetRange(start, length);

    public void Add(T item) => ImmutableInterlocked.Update(ref _items, static (items, item) => items.Add(item), item);

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
