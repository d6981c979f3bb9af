namespace Gatepost.Storage.Sqlite;

/// <summary>
/// What lies in an <see cref="EntryHeap{T}"/>: it knows its place, so that it can be taken out from the middle.
/// </summary>
internal interface IHeaped
{
    /// <summary>First key: when.</summary>
    long At { get; }

    /// <summary>Second key, for what is due at the same time.</summary>
    long Order { get; }

    /// <summary>The heap's affair: the index, or -1.</summary>
    int Slot { get; set; }
}

/// <summary>A binary heap, the earliest first, with removal from any place in O(log n).</summary>
internal sealed class EntryHeap<T> where T : class, IHeaped
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    /// <summary>In no order.</summary>
    public IReadOnlyList<T> Items => _items;

    public T? First => _items.Count == 0 ? null : _items[0];

    public void Add(T item)
    {
        _items.Add(item);
        Rise(item, _items.Count - 1);
    }

    public void Remove(T item)
    {
        var slot = item.Slot;
        var last = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        item.Slot = -1;
        if (last == item) return;
        Rise(last, slot);
        Sink(last, last.Slot);
    }

    /// <summary>Finds the item's place after its keys have changed.</summary>
    public void Replace(T item)
    {
        Rise(item, item.Slot);
        Sink(item, item.Slot);
    }

    private static bool IsBefore(T one, T other) => one.At < other.At || (one.At == other.At && one.Order < other.Order);

    private void Rise(T item, int slot)
    {
        for (; slot > 0; slot = (slot - 1) / 2)
        {
            var parent = _items[(slot - 1) / 2];
            if (!IsBefore(item, parent)) break;
            Put(parent, slot);
        }

        Put(item, slot);
    }

    private void Sink(T item, int slot)
    {
        while (true)
        {
            var child = (slot * 2) + 1;
            if (child >= _items.Count) break;
            if (child + 1 < _items.Count && IsBefore(_items[child + 1], _items[child])) child++;
            if (!IsBefore(_items[child], item)) break;
            Put(_items[child], slot);
            slot = child;
        }

        Put(item, slot);
    }

    private void Put(T item, int slot)
    {
        _items[slot] = item;
        item.Slot = slot;
    }
}
