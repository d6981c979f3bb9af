namespace Gatepost.Storage.Upkeep;

/// <summary>What waits in the queue.</summary>
public sealed record QueueGlance
{
    /// <summary>All of them.</summary>
    public int Entries { get; init; }

    /// <summary>When the oldest arrived.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>When the newest arrived.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The earliest moment at which one of them was due that is not held.</summary>
    public DateTimeOffset? EarliestDue { get; init; }

    /// <summary>Held, by an operator or an agreement: by destination, the oldest first.</summary>
    public IReadOnlyList<QueueWait> Held { get; init; } = [];

    /// <summary>Those that wait for encryption, likewise.</summary>
    public IReadOnlyList<QueueWait> ForEncryption { get; init; } = [];

    /// <summary>All others, likewise.</summary>
    public IReadOnlyList<QueueWait> Others { get; init; } = [];

    /// <summary>What is said of entries that cannot be read; the first few.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>What is said of contents that are not there or too short; the first few.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];
}
