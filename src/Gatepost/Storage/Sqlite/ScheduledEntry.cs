using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>Where an entry of the schedule stands. Lives in memory only.</summary>
internal enum EntryState : byte
{
    /// <summary>In its destination's heap, or held.</summary>
    Waiting,

    /// <summary>Under way, until its lease runs out.</summary>
    Leased,

    /// <summary>What became of it is being written; its lease cannot run out any more.</summary>
    Completing,

    /// <summary>An operator's removal is being written.</summary>
    Dropping,
}

/// <summary>All that the schedule keeps of one entry: some 120 octets with its places in the indices (docs/queue.md).</summary>
internal sealed class ScheduledEntry(QueueId id, ScheduledDestination destination, long arrived) : IHeaped
{
    public QueueId Id { get; } = id;

    /// <summary>Among those that were tried, or those that were not, as <see cref="IsTried"/> says.</summary>
    public ScheduledDestination Destination { get; set; } = destination;

    public long Arrived { get; } = arrived;

    /// <summary>When it is due; while it is leased: when the lease runs out. In milliseconds since 1970.</summary>
    public long At { get; set; }

    public long Order => Id.Value;

    public int Slot { get; set; } = -1;

    public EntryState State { get; set; }

    public bool IsHeld { get; set; }

    /// <summary>An attempt was made, and it was deferred.</summary>
    public bool IsTried { get; set; }

    public long Token { get; set; }

    /// <summary>The entry as committed, kept while it is fresh and the cache has room; else it is read when leased.</summary>
    public QueuedMessage? Message { get; set; }

    /// <summary>Octets that <see cref="Message"/> costs.</summary>
    public int CacheCost { get; set; }
}
