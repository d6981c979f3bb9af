namespace Gatepost.Storage.Sqlite;

/// <summary>The entries for one destination that wait, the earliest first.</summary>
internal sealed class ScheduledDestination(string name, long order) : IHeaped
{
    public string Name { get; } = name;

    public EntryHeap<ScheduledEntry> Waiting { get; } = new();

    /// <summary>All its entries, held and leased ones too; at none it is forgotten.</summary>
    public int Entries { get; set; }

    /// <summary>It stands in the round of those that have work.</summary>
    public bool IsInRound { get; set; }

    /// <summary>When its first entry is due, as of when it was put into the heap of those without work.</summary>
    public long At { get; set; }

    public long Order { get; } = order;

    public int Slot { get; set; } = -1;
}
