using Gatepost.Diagnostics;

namespace Gatepost.Dns;

/// <summary>
/// Keeps answers for as long as their records allow, at most <paramref name="capacity"/> of them, and lets those who ask
/// the same question at the same time share one look-up.
/// </summary>
/// <remarks>Errors are never kept, nor is that of which nobody can say whether it is proven: the next attempt asks again, and the
/// retry schedule keeps it from asking too often.</remarks>
internal sealed class AnswerCache<T>(int capacity, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>How many answers are kept or under way.</summary>
    public int Count
    {
        get { lock (_gate) return _entries.Count; }
    }

    /// <summary>
    /// The kept answer, or that of <paramref name="ask"/>. A caller who gives up does not take the look-up from the others.
    /// </summary>
    public Task<DnsAnswer<T>> GetAsync(string name, Func<string, Task<DnsAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_gate)
        {
            if (_entries.TryGetValue(name, out var known) && known.Until > time.GetSteadyTime())
                return known.Answer.Task.WaitAsync(cancellationToken);
            MakeRoom_NeedsLock();
            _entries[name] = entry = new Entry();
        }

        _ = FlyAsync(name, entry, ask);
        return entry.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Forgets all, also what is under way: those who wait for it still get it, and nobody after them.</summary>
    public void Clear()
    {
        lock (_gate) _entries.Clear();
    }

    private async Task FlyAsync(string name, Entry entry, Func<string, Task<DnsAnswer<T>>> ask)
    {
        try
        {
            var answer = await ask(name);
            var isOpen = answer.IsError || answer.Security is DnsSecurity.Indeterminate;
            Keep(name, entry, isOpen ? TimeSpan.Zero : answer.TimeToLive);
            entry.Answer.SetResult(answer);
        }
        catch (Exception fault)
        {
            Keep(name, entry, TimeSpan.Zero);
            entry.Answer.SetException(fault);
        }
    }

    private void Keep(string name, Entry entry, TimeSpan timeToLive)
    {
        lock (_gate)
        {
            entry.Until = time.GetSteadyTime() + timeToLive;
            if (timeToLive <= TimeSpan.Zero && _entries.GetValueOrDefault(name) == entry) _entries.Remove(name);
        }
    }

    private void MakeRoom_NeedsLock()
    {
        if (_entries.Count < capacity) return;
        var now = time.GetSteadyTime();
        foreach (var (name, entry) in _entries)
            if (entry.Until <= now) _entries.Remove(name);

        // All are fresh: a tenth goes, whichever comes first. What is under way stays, for others wait for it.
        var surplus = _entries.Count - capacity + Math.Max(1, capacity / 10);
        foreach (var (name, entry) in _entries)
        {
            if (surplus <= 0) break;
            if (entry.Until == DateTimeOffset.MaxValue) continue;
            _entries.Remove(name);
            surplus--;
        }
    }

    private sealed class Entry
    {
        public TaskCompletionSource<DnsAnswer<T>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;
    }
}
