using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Storage.Sqlite;

/// <summary>A schedule so plain that it is easily seen to be right.</summary>
internal sealed class PlainSchedule
{
    public SortedDictionary<QueueId, PlainEntry> Entries { get; } = [];

    public long Now { get; private set; } = 1000;

    public void Advance(long time) => Now += time;

    /// <summary>Leases that ran out are due since then; a schedule sees it when it is next asked.</summary>
    public void EndRunOut()
    {
        foreach (var entry in Entries.Values)
        {
            if (entry.Lease is { } lease && lease.Until <= Now) (entry.Lease, entry.Due) = (null, lease.Until);
        }
    }

    public IEnumerable<KeyValuePair<QueueId, PlainEntry>> Due() =>
        Entries.Where(pair => pair.Value is { Lease: null, IsHeld: false } && pair.Value.Due <= Now)
            .OrderBy(pair => pair.Value.Due);

    public long? NextDue(string except)
    {
        var waiting = Entries.Values.Where(entry => entry is { Lease: null, IsHeld: false } && entry.Destination != except)
            .Select(entry => entry.Due);
        var leased = Entries.Values.Where(entry => entry.Lease is not null).Select(entry => entry.Lease!.Value.Until);
        var times = waiting.Concat(leased).ToList();
        return times.Count == 0 ? null : times.Min();
    }

    public QueueSummary Summarize()
    {
        var active = Entries.Values.Count(entry => entry.Lease is not null);
        var held = Entries.Values.Count(entry => entry.Lease is null && entry.IsHeld);
        var due = Due().Count();
        return new(Tally(due), Tally(active), Tally(Entries.Count - active - held - due), Tally(held));

        static QueueTally Tally(int entries) => new(entries, entries == 0 ? null : DateTimeOffset.UnixEpoch);
    }

    internal sealed class PlainEntry
    {
        public required string Destination { get; init; }

        public long Due { get; set; }

        public bool IsHeld { get; set; }

        public bool IsTried { get; set; }

        public (long Token, long Until)? Lease { get; set; }
    }
}
