using System.Diagnostics.CodeAnalysis;
using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Storage.Sqlite;

/// <summary>What is due when, for whom, and who has it: the embedded store's memory. Safe for several threads.</summary>
/// <remarks>
/// What has never been tried, and what has and was deferred, wait apart, and take turns: so mail that is new gets through while a
/// million old messages are due, and they while new mail never ends.
/// Times come and go by the clock, and are kept by the steady time: a clock that jumps makes nothing due, leaves nothing waiting
/// for a year, and ends no lease.
/// </remarks>
/// <param name="cacheLimit">Octets of fresh messages that are kept.</param>
/// <param name="lead">By how many milliseconds the clock is ahead of the steady time.</param>
internal sealed class SpoolSchedule(long cacheLimit, Func<long> lead)
{
    /// <summary>What an envelope and its objects cost, about; content comes on top.</summary>
    private const int EnvelopeCost = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, ScheduledEntry> _entries = [];
    private readonly DestinationRounds _fresh = new(), _tried = new();
    private readonly EntryHeap<ScheduledEntry> _leases = new();
    private long _lastToken, _cached;

    /// <summary>Octets of contents and envelopes in memory.</summary>
    public long Cached
    {
        get
        {
            lock (_lock) return _cached;
        }
    }

    public bool Contains(QueueId id)
    {
        lock (_lock) return _entries.ContainsKey(id.Value);
    }

    /// <summary>The entries that an id means: itself, or all parts of its message where it is the first part's.</summary>
    public IReadOnlyList<QueueId> Find(QueueId id)
    {
        var found = new List<QueueId>();
        lock (_lock)
        {
            var last = id.Part == 0 ? QueueId.MaxParts - 1 : id.Part;
            for (var part = id.Part; part <= last; part++)
            {
                if (_entries.ContainsKey(id.WithPart(part).Value)) found.Add(id.WithPart(part));
            }
        }

        return found;
    }

    /// <summary>Puts in what lies in the store already.</summary>
    public void Load(QueueId id, string destination, DueTimes times)
    {
        lock (_lock) Insert(id, destination, times);
    }

    /// <summary>Puts in what was just committed; its content stays in memory while there is room.</summary>
    public void Add(QueuedMessage message, DueTimes times, int sharers)
    {
        var cost = EnvelopeCost + (message.Content.TryGetMemory(out var octets) ? octets.Length / sharers : 0);
        lock (_lock)
        {
            var entry = Insert(message.Id, message.Destination, times);
            if (times.IsHeld || _cached + cost > cacheLimit) return;
            (entry.Message, entry.CacheCost) = (message, cost);
            _cached += cost;
        }
    }

    /// <summary>Takes what is due, one entry of each destination in turn.</summary>
    public List<ScheduledLease> Lease(LeaseRequest request, long now)
    {
        var taken = new List<ScheduledLease>();
        var ahead = lead();
        var until = request.Until.ToUnixTimeMilliseconds() - ahead;
        now -= ahead;
        lock (_lock)
        {
            EndRunOut(now);
            _fresh.Enter(now);
            _tried.Enter(now);
            var (triedLeft, isAny) = (request.MaxTried, true);
            while (taken.Count < request.Max && isAny)
            {
                isAny = TryTake(_fresh, request.Except);
                if (taken.Count == request.Max || triedLeft <= 0 || !TryTake(_tried, request.ExceptTried)) continue;
                triedLeft--;
                isAny = true;
            }

            _fresh.EndTurns();
            _tried.EndTurns();
        }

        return taken;

        bool TryTake(DestinationRounds rounds, IReadOnlySet<string> except)
        {
            if (rounds.Take(except, now) is not { } entry) return false;
            (entry.State, entry.At, entry.Token) = (EntryState.Leased, until, ++_lastToken);
            _leases.Add(entry);
            taken.Add(new(entry, entry.Token, entry.Message));
            return true;
        }
    }

    /// <summary>When the next entry is due that the request may get, or a lease runs out; null: nothing waits.</summary>
    public long? NextDue(LeaseRequest request)
    {
        lock (_lock)
        {
            var next = Math.Min(_leases.First?.At ?? long.MaxValue, _fresh.NextDue(request.Except));
            if (request.MaxTried > 0) next = Math.Min(next, _tried.NextDue(request.ExceptTried));
            return next == long.MaxValue ? null : next + lead();
        }
    }

    /// <summary>A lease is about to be completed: it must be the one in force and not have run out.</summary>
    public bool TryBeginCompletion(QueueId id, long token, long now, [NotNullWhen(true)] out ScheduledEntry? entry)
    {
        lock (_lock)
        {
            if (!TryFindLease(id, token, out entry) || entry.At <= now - lead()) return false;
            _leases.Remove(entry);
            entry.State = EntryState.Completing;
            return true;
        }
    }

    /// <summary>The completion was not written: the lease is in force as before.</summary>
    public void RevertCompletion(ScheduledEntry entry)
    {
        lock (_lock)
        {
            entry.State = EntryState.Leased;
            _leases.Add(entry);
        }
    }

    /// <summary>The completion was written, and recipients remain.</summary>
    public void Defer(ScheduledEntry entry, long due, bool hold)
    {
        lock (_lock)
        {
            entry.IsHeld |= hold;
            Forget(entry);
            if (!entry.IsTried)
            {
                _fresh.Leave(entry.Destination);
                (entry.IsTried, entry.Destination) = (true, _tried.Join(entry.Destination.Name));
            }

            Wait(entry, due - lead());
        }
    }

    /// <summary>A leased entry cannot be read: it waits, and the others go on.</summary>
    public void SetAside(ScheduledEntry entry, long token, long due)
    {
        lock (_lock)
        {
            if (!TryFindLease(entry.Id, token, out _)) return;
            _leases.Remove(entry);
            Wait(entry, due - lead());
        }
    }

    public void Release(QueueId id, long token, long due)
    {
        lock (_lock)
        {
            if (!TryFindLease(id, token, out var entry)) return;
            _leases.Remove(entry);
            Wait(entry, due - lead());
        }
    }

    /// <summary>The entry is gone from the store.</summary>
    public void Remove(ScheduledEntry entry)
    {
        lock (_lock)
        {
            Forget(entry);
            _entries.Remove(entry.Id.Value);
            RoundsOf(entry).Leave(entry.Destination);
        }
    }

    /// <summary>An operator's removal begins: not while the entry is under way.</summary>
    public bool TryBeginDrop(QueueId id, [NotNullWhen(true)] out ScheduledEntry? entry)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id.Value, out entry) || entry.State != EntryState.Waiting) return false;
            TakeOut(entry);
            entry.State = EntryState.Dropping;
            return true;
        }
    }

    public void RevertDrop(ScheduledEntry entry)
    {
        lock (_lock) Wait(entry, entry.At);
    }

    /// <summary>
    /// An operator's word was written. Entries under way keep their lease; a hold takes effect when they come back.
    /// </summary>
    public void Apply(QueueId id, QueueAction action, long now)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id.Value, out var entry)) return;
            if (entry.State == EntryState.Waiting) TakeOut(entry);
            entry.IsHeld = action == QueueAction.Hold || (action == QueueAction.Retry && entry.IsHeld);
            if (entry.IsHeld) Forget(entry);
            if (entry.State == EntryState.Waiting) Wait(entry, action == QueueAction.Hold ? entry.At : now - lead());
        }
    }

    /// <summary>The entry has changed in the store: what is kept of it in memory is old.</summary>
    public void ReadAnew(QueueId id)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(id.Value, out var entry)) Forget(entry);
        }
    }

    public QueueSummary Summarize(long now)
    {
        Span<int> counts = stackalloc int[4];
        Span<long> oldest = stackalloc long[4];
        oldest.Fill(long.MaxValue);
        now -= lead();
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
            {
                var state = entry switch
                {
                    { State: not EntryState.Waiting } => 1,
                    { IsHeld: true } => 3,
                    _ => entry.At <= now ? 0 : 2,
                };
                counts[state]++;
                oldest[state] = Math.Min(oldest[state], entry.Arrived);
            }
        }

        return new(
            Tally(counts[0], oldest[0]), Tally(counts[1], oldest[1]), Tally(counts[2], oldest[2]), Tally(counts[3], oldest[3]));

        static QueueTally Tally(int entries, long oldest) =>
            new(entries, entries == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(oldest));
    }

    private bool TryFindLease(QueueId id, long token, [NotNullWhen(true)] out ScheduledEntry? entry) =>
        _entries.TryGetValue(id.Value, out entry) && entry.State == EntryState.Leased && entry.Token == token;

    private ScheduledEntry Insert(QueueId id, string name, DueTimes times)
    {
        var destination = (times.IsTried ? _tried : _fresh).Join(name);
        var entry = new ScheduledEntry(id, destination, times.Arrived) { IsHeld = times.IsHeld, IsTried = times.IsTried };
        _entries.Add(id.Value, entry);
        Wait(entry, times.Due - lead());
        return entry;
    }

    private DestinationRounds RoundsOf(ScheduledEntry entry) => entry.IsTried ? _tried : _fresh;

    private void Wait(ScheduledEntry entry, long due)
    {
        (entry.State, entry.At) = (EntryState.Waiting, due);
        if (!entry.IsHeld) RoundsOf(entry).Wait(entry);
    }

    private void TakeOut(ScheduledEntry entry)
    {
        if (entry.Slot >= 0) RoundsOf(entry).TakeOut(entry);
    }

    private void EndRunOut(long now)
    {
        while (_leases.First is { } entry && entry.At <= now)
        {
            _leases.Remove(entry);
            Wait(entry, entry.At);
        }
    }

    private void Forget(ScheduledEntry entry)
    {
        _cached -= entry.CacheCost;
        (entry.Message, entry.CacheCost) = (null, 0);
    }
}
