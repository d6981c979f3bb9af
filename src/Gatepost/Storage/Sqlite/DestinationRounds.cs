namespace Gatepost.Storage.Sqlite;

/// <summary>Destinations whose entries wait, and which take turns. Guarded by the lock of <see cref="SpoolSchedule"/>.</summary>
/// <remarks>
/// Each destination has a heap of its waiting entries by (due, id). Destinations with work stand in a round, from which the
/// front one is taken, one entry at a turn; those without work wait in a heap by when they will have some. So a destination with
/// 100 000 entries delays the next one by a single entry, and costs nobody anything while it waits.
/// </remarks>
internal sealed class DestinationRounds
{
    private readonly Dictionary<string, ScheduledDestination> _destinations = new(StringComparer.Ordinal);
    private readonly EntryHeap<ScheduledDestination> _later = new();
    private Queue<ScheduledDestination> _round = new();
    private Queue<ScheduledDestination> _nextRound = new();
    private long _lastOrder;

    /// <summary>The destination of that name, which has one entry more from now on.</summary>
    public ScheduledDestination Join(string name)
    {
        if (!_destinations.TryGetValue(name, out var destination))
            _destinations.Add(name, destination = new(name, ++_lastOrder));
        destination.Entries++;
        return destination;
    }

    /// <summary>The destination has one entry less; at none it is forgotten.</summary>
    public void Leave(ScheduledDestination destination)
    {
        if (--destination.Entries > 0) return;
        _destinations.Remove(destination.Name);
        if (destination.Slot >= 0) _later.Remove(destination);
    }

    public void Wait(ScheduledEntry entry)
    {
        entry.Destination.Waiting.Add(entry);
        Place(entry.Destination);
    }

    public void TakeOut(ScheduledEntry entry)
    {
        entry.Destination.Waiting.Remove(entry);
        Place(entry.Destination);
    }

    /// <summary>Those that have work by now come into the round.</summary>
    public void Enter(long now)
    {
        while (_later.First is { } destination && destination.At <= now)
        {
            _later.Remove(destination);
            destination.IsInRound = true;
            _round.Enqueue(destination);
        }
    }

    /// <summary>Takes the entry whose turn it is; null: there is none, until <see cref="EndTurns"/>.</summary>
    public ScheduledEntry? Take(IReadOnlySet<string> except, long now)
    {
        while (_round.TryDequeue(out var destination))
        {
            if (destination.Waiting.First is not { } entry || entry.At > now)
            {
                destination.IsInRound = false;
                Place(destination);
            }
            else if (except.Contains(destination.Name))
            {
                _nextRound.Enqueue(destination);
            }
            else
            {
                destination.Waiting.Remove(entry);
                _round.Enqueue(destination);
                return entry;
            }
        }

        return null;
    }

    /// <summary>Those that were passed over keep their place before those that had a turn.</summary>
    public void EndTurns()
    {
        if (_nextRound.Count == 0) return;
        while (_round.TryDequeue(out var destination)) _nextRound.Enqueue(destination);
        (_round, _nextRound) = (_nextRound, _round);
    }

    /// <summary>When the next entry is due; <see cref="long.MaxValue"/>: none waits.</summary>
    public long NextDue(IReadOnlySet<string> except)
    {
        var next = long.MaxValue;
        foreach (var destination in _round)
        {
            if (destination.Waiting.First is { } first && !except.Contains(destination.Name)) next = Math.Min(next, first.At);
        }

        if (_later.First is { } soonest && !except.Contains(soonest.Name)) return Math.Min(next, soonest.At);
        foreach (var destination in _later.Items)
        {
            if (destination.At < next && !except.Contains(destination.Name)) next = destination.At;
        }

        return next;
    }

    /// <summary>Keeps a destination that is not in the round at its place among those without work.</summary>
    private void Place(ScheduledDestination destination)
    {
        if (destination.IsInRound) return;
        var isIn = destination.Slot >= 0;
        if (destination.Waiting.First is not { } first)
        {
            if (isIn) _later.Remove(destination);
            return;
        }

        destination.At = first.At;
        if (isIn) _later.Replace(destination);
        else _later.Add(destination);
    }
}
