namespace Gatepost.Spool;

/// <summary>The queue in numbers.</summary>
/// <param name="Due">Entries that are due and not under way.</param>
/// <param name="Active">Entries under way.</param>
/// <param name="Deferred">Entries that wait for their next attempt.</param>
/// <param name="Held">Entries that are held.</param>
/// <param name="OldestArrival">When the oldest entry arrived; null: the queue is empty.</param>
public sealed record QueueSummary(int Due, int Active, int Deferred, int Held, DateTimeOffset? OldestArrival);
