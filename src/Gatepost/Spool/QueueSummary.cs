namespace Gatepost.Spool;

/// <summary>The queue in numbers.</summary>
/// <param name="Due">Entries that are due and not under way.</param>
/// <param name="Active">Entries under way.</param>
/// <param name="Deferred">Entries that wait for their next attempt.</param>
/// <param name="Held">Entries that are held.</param>
public sealed record QueueSummary(QueueTally Due, QueueTally Active, QueueTally Deferred, QueueTally Held)
{
    /// <summary>All entries.</summary>
    public int Entries => Due.Entries + Active.Entries + Deferred.Entries + Held.Entries;

    /// <summary>When the oldest entry arrived; null: the queue is empty.</summary>
    public DateTimeOffset? OldestArrival =>
        new[] { Due.OldestArrival, Active.OldestArrival, Deferred.OldestArrival, Held.OldestArrival }.Min();
}
